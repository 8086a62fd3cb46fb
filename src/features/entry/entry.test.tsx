import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, refusal } from "../../test-functions";
import { ConfirmAddress } from "./confirm-address";
import { SignInForm } from "./sign-in-form";

describe("ConfirmAddress", () => {
  it("does not spend the link before the button is pressed", async () => {
    const { sent } = functionsAnswering({
      "POST /api/auth/verify": () => refusal(410, "link_spent", "This link was used before."),
    });
    render(<ConfirmAddress tokenHash="abc" type="signup" />);
    expect(sent).toEqual([]);

    await userEvent.click(screen.getByRole("button", { name: "Confirm my address" }));

    expect(sent).toEqual(["POST /api/auth/verify"]);
    expect(await screen.findByRole("alert")).toHaveTextContent("This link was used before.");
    expect(screen.getByRole("link", { name: "have a new link sent" })).toHaveAttribute("href", "/check-mail");
  });

  it("explains a link that a mail program has cut", () => {
    render(<ConfirmAddress type="signup" />);

    expect(screen.getByRole("heading", { name: "This link is not complete" })).toBeInTheDocument();
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
