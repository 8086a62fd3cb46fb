import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { AddressCard } from "./address-card";

async function askFor(address: string) {
  render(<AddressCard />);
  await userEvent.type(screen.getByLabelText("New address"), address);
  await userEvent.type(screen.getByLabelText("Your password"), "violin harbor tuesday");
  await userEvent.click(screen.getByRole("button", { name: "Change the address" }));
}

describe("AddressCard", () => {
  it("says that a mail is on its way and that nothing changes until its link is opened", async () => {
    const { requests } = functionsAnswering({ "POST /api/me/email": () => json({ status: "check_mail" }, 202) });

    await askFor("new@example.com");

    expect(await screen.findByRole("status")).toHaveTextContent("If new@example.com is free, a mail is on its way");
    expect(await requests[0]?.json()).toEqual({ email: "new@example.com", password: "violin harbor tuesday" });
    expect(screen.getByLabelText("New address")).toHaveValue("");
  });

  it("shows why it was refused and keeps the address", async () => {
    functionsAnswering({
      "POST /api/me/email": () => refusal(403, "wrong_password", "This is not your present password."),
    });

    await askFor("new@example.com");

    expect(await screen.findByRole("alert")).toHaveTextContent("This is not your present password.");
    expect(screen.getByLabelText("New address")).toHaveValue("new@example.com");
  });
});
