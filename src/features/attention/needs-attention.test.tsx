import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { showPage } from "../../test-page";
import { brokerRow } from "../../test-rows";
import { NeedsAttention } from "./needs-attention";

const ROW = brokerRow();
const TRANSFERRED = {
  id: "i1",
  account_id: "a1",
  code: "basis:acat_mark",
  underlying: "XYZ",
  symbol: "XYZ",
  transaction_ids: [ROW.id],
  message: "100 of XYZ came by transfer; its cost is the broker's price of that day.",
  amount: "-12.5",
  actions: ["enter_basis", "acknowledge"],
  acknowledged_at: null,
  note: null,
};
const BASIS = `PUT /api/transactions/${ROW.id}/basis`;
const account = (isCurrent: boolean) => () => json({ items: [{ id: "a1", is_current: isCurrent }] });

function show(answers: Parameters<typeof functionsAnswering>[0]) {
  const functions = functionsAnswering({
    "/api/transactions": () => json({ items: [ROW], next: null }),
    "/api/connections/accounts": account(true),
    "/api/transactions/attention": () => json({ items: [TRANSFERRED] }),
    ...answers,
  });
  showPage(<NeedsAttention />);
  return functions;
}

async function enter(amount: string) {
  await userEvent.click(await screen.findByRole("button", { name: "Enter what it cost" }));
  await userEvent.type(await screen.findByLabelText("Total cost in dollars"), amount);
  await userEvent.click(screen.getByRole("button", { name: "Save the basis" }));
}

describe("NeedsAttention", () => {
  it("says what it is, what it does to the totals, and how much cash it is about", async () => {
    show({});

    expect(await screen.findByText("Cost taken from the price on the day of transfer")).toBeInTheDocument();
    expect(screen.getByText(TRANSFERRED.message)).toBeInTheDocument();
    expect(screen.getByText("−$12.50")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: /^Import/ })).not.toBeInTheDocument();
  });

  it("says when nothing needs a look", async () => {
    show({ "/api/transactions/attention": () => json({ items: [] }) });

    expect(await screen.findByText("Nothing needs a look.")).toBeInTheDocument();
  });

  it("unfolds to the broker's rows", async () => {
    show({});
    await userEvent.click(await screen.findByRole("button", { name: "Show 1 row" }));

    expect(await screen.findByText("Transfer in of 100 XYZ")).toBeInTheDocument();
  });

  it("has no form for a row on which a basis would do nothing", async () => {
    show({ "/api/transactions": () => json({ items: [brokerRow({ can_have_basis: false })], next: null }) });
    await userEvent.click(await screen.findByRole("button", { name: "Enter what it cost" }));

    expect(await screen.findByText("Transfer in of 100 XYZ")).toBeInTheDocument();
    expect(screen.queryByLabelText("Total cost in dollars")).toBeNull();
  });

  it.each([
    ["-500", "without a sign"],
    ["about 500", "no amount in dollars"],
    ["1.123456789", "too many decimals"],
  ])("refuses a basis of %j, says why, sends nothing and loses nothing", async (typed, why) => {
    const { sent } = show({});
    await enter(typed);

    expect(await screen.findByText(new RegExp(why))).toBeInTheDocument();
    expect(screen.getByLabelText("Total cost in dollars")).toHaveValue(typed);
    expect(sent).not.toContain(BASIS);
  });

  it("keeps what was typed when the server refuses it", async () => {
    show({ [BASIS]: () => refusal(503, "unavailable", "The database does not answer.") });
    await enter("$1,234.50");

    expect(await screen.findByRole("alert")).toHaveTextContent("The database does not answer. What you typed is still");
    expect(screen.getByLabelText("Total cost in dollars")).toHaveValue("$1,234.50");
  });

  it("sends a good basis, and says that the books are being rebuilt until they are", async () => {
    const { requests } = show({
      [BASIS]: () => json({ account_id: "a1", rows_version: 2 }, 202),
      "/api/connections/accounts": [account(true), account(false), account(false), account(true)],
    });
    await enter("1,234.50");

    expect(await screen.findByText(/The books are being rebuilt/)).toBeInTheDocument();
    const put = requests.find(({ method }) => method === "PUT");
    expect(await put?.json()).toEqual({ amount: "1234.50", acquired_on: null });
    await expect.poll(() => screen.queryByText(/The books are being rebuilt/), { timeout: 5_000 }).toBeNull();
  });

  it("acknowledges with a note; the item then stands below with it and can be taken back", async () => {
    const acknowledged = { ...TRANSFERRED, acknowledged_at: "2024-06-01T12:00:00Z", note: "Checked the statement" };
    const { requests } = show({
      "POST /api/transactions/attention/acknowledge": () => new Response(null, { status: 204 }),
      "/api/transactions/attention": [() => json({ items: [TRANSFERRED] }), () => json({ items: [acknowledged] })],
    });
    await userEvent.click(await screen.findByRole("button", { name: "Acknowledge" }));
    const form = within((await screen.findByLabelText("Why is it fine? (optional)")).closest("form") as HTMLElement);
    await userEvent.type(form.getByRole("textbox"), "Checked the statement");
    await userEvent.click(form.getByRole("button", { name: "Acknowledge" }));

    expect(await screen.findByText("Nothing needs a look.")).toBeInTheDocument();
    expect(screen.getByText("Acknowledged (1)")).toBeInTheDocument();
    expect(screen.getByText("Checked the statement")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Take it back", hidden: true })).toBeInTheDocument();
    const post = requests.find(({ method }) => method === "POST");
    expect(await post?.json()).toEqual({
      code: "basis:acat_mark",
      transaction_ids: [ROW.id],
      note: "Checked the statement",
    });
  });

  it("says what failed and what is safe, and tries again", async () => {
    show({
      "/api/transactions/attention": [
        () => refusal(503, "unavailable", "The database does not answer."),
        () => json({ items: [] }),
      ],
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("is safe");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("Nothing needs a look.")).toBeInTheDocument();
  });
});
