import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { ConfirmAddress } from "./confirm-address";
import { ConfirmNewAddress } from "./confirm-new-address";
import { SignInForm } from "./sign-in-form";

describe("ConfirmAddress", () => {
  it("does not spend the link before the button is pressed", async () => {
    const { sent, requests } = functionsAnswering({
      "POST /api/auth/verify": () => refusal(410, "link_spent", "This link was used before."),
    });
    render(<ConfirmAddress tokenHash="abc" type="signup" />);
    expect(sent).toEqual([]);

    await userEvent.type(screen.getByLabelText("Password"), "violin harbor tuesday");
    await userEvent.click(screen.getByRole("button", { name: "Confirm my address" }));

    expect(sent).toEqual(["POST /api/auth/verify"]);
    expect(await requests[0]?.json()).toEqual({ token_hash: "abc", type: "signup", password: "violin harbor tuesday" });
    expect(await screen.findByRole("alert")).toHaveTextContent("This link was used before.");
    expect(screen.getByRole("link", { name: "have a new link sent" })).toHaveAttribute("href", "/check-mail");
  });

  it("shows the way to another password where this one came too late to be refused", async () => {
    functionsAnswering({
      "POST /api/auth/verify": () => refusal(422, "password_not_set", "Your password must not be your mail address."),
    });
    render(<ConfirmAddress tokenHash="abc" type="signup" />);

    await userEvent.type(screen.getByLabelText("Password"), "ann@example.com!9");
    await userEvent.click(screen.getByRole("button", { name: "Confirm my address" }));

    expect(await screen.findByRole("link", { name: "Have a link sent" })).toHaveAttribute("href", "/forgot");
  });

  it("explains a link that a mail program has cut", () => {
    render(<ConfirmAddress type="signup" />);

    expect(screen.getByRole("heading", { name: "This link is not complete" })).toBeInTheDocument();
  });
});

describe("ConfirmNewAddress", () => {
  it("asks for no password and says that the address is changed", async () => {
    const { requests } = functionsAnswering({ "POST /api/auth/verify": () => json({ user: {} }) });
    render(<ConfirmNewAddress tokenHash="abc" />);
    expect(screen.queryByLabelText("Password")).not.toBeInTheDocument();

    await userEvent.click(screen.getByRole("button", { name: "Use this address" }));

    expect(await screen.findByRole("heading", { name: "Your address is changed" })).toBeInTheDocument();
    expect(await requests[0]?.json()).toEqual({ token_hash: "abc", type: "email_change" });
  });

  it("leads back to the account where the link is spent", async () => {
    functionsAnswering({ "POST /api/auth/verify": () => refusal(410, "link_spent", "This link was used before.") });
    render(<ConfirmNewAddress tokenHash="abc" />);

    await userEvent.click(screen.getByRole("button", { name: "Use this address" }));

    expect(await screen.findByRole("alert")).toHaveTextContent("This link was used before.");
    expect(screen.getByRole("link", { name: "Ask for the change again" })).toHaveAttribute("href", "/account");
  });
});

describe("SignInForm", () => {
  it("shows why it was refused and keeps the address", async () => {
    functionsAnswering({
      "POST /api/auth/login": () => refusal(401, "wrong_credentials", "No confirmed account has this password."),
    });
    render(<SignInForm next="/pnl" hasEnded />);

    await userEvent.type(screen.getByLabelText("Email"), "trader@example.com");
    await userEvent.type(screen.getByLabelText("Password"), "wrong");
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));

    expect(await screen.findByRole("alert")).toHaveTextContent("No confirmed account has this password.");
    expect(screen.getByLabelText("Email")).toHaveValue("trader@example.com");
  });

  it("lets its owner look at the password", async () => {
    render(<SignInForm next="/home" hasEnded={false} />);

    await userEvent.click(screen.getByRole("button", { name: "Show" }));

    expect(screen.getByLabelText("Password")).toHaveAttribute("type", "text");
  });
});

describe("A form before the page runs", () => {
  it("cannot be sent, so that no password ends in an address", () => {
    const page = document.createElement("div");
    page.innerHTML = renderToString(<SignInForm next="/home" hasEnded={false} />);

    expect(page.querySelector("form")).toHaveAttribute("method", "post");
    expect(page.querySelector("button[type=submit]")).toBeDisabled();
  });
});
