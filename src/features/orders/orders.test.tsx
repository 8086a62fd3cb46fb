import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { showPage, tip } from "../../test-page";
import { Orders } from "./orders";

const PATH = "/api/transactions/orders";
const LEG = {
  action: "Sell to Open",
  symbol: "SPY   250321P00500000",
  instrument_type: "Equity Option",
  quantity: "3",
  remaining: "0",
  filled: "3",
  average_price: "1.26",
  fills: [
    { quantity: "1", price: "1.3", filled_at: "2025-03-03T15:00:01Z" },
    { quantity: "2", price: "1.24", filled_at: null },
  ],
};
const ORDER = {
  account_id: "a1",
  broker_id: "371",
  underlying: "SPY",
  status: "Filled",
  group: "filled",
  type: "Limit",
  time_in_force: "Day",
  price: "1.25",
  price_effect: "Credit",
  stop_trigger: null,
  value: null,
  size: "3",
  legs: [LEG],
  received_at: "2025-03-03T15:00:00Z",
  updated_at: "2025-03-03T15:00:02Z",
  terminal_at: "2025-03-03T15:00:02Z",
  complex_order_id: null,
  complex_order_tag: null,
  reject_reason: null,
};
const BARE = Object.fromEntries(Object.keys(ORDER).map((name) => [name, null]));
const UNTOLD = { ...BARE, account_id: "a1", broker_id: "9", legs: [] };
const page = (...items: object[]) => json({ items, next: null });

function show(answer: Parameters<typeof functionsAnswering>[0][string], search = "") {
  const functions = functionsAnswering({ [PATH]: answer });
  showPage(<Orders />, search);
  return functions;
}

/** The cells of the row that unfolds to an order. */
async function cellsOf(number: string) {
  const button = await screen.findByRole("button", { name: `Legs and fills of order ${number}` });
  const row = button.closest("tr");
  if (!row) throw new Error("The button is in no row.");
  return within(row)
    .getAllByRole("cell")
    .map(({ textContent }) => textContent);
}

describe("Orders", () => {
  it("asks for what the address says, and offers exactly that as CSV", async () => {
    const asked = "start=2024-01-01&end=2024-12-31&underlying=SPY&group=filled&search=500&order=371";
    const { sent } = show(
      () => page(ORDER),
      "?account=a1&period=custom&from=2024-01-01&to=2024-12-31&underlying=spy&status=filled&q=500&order=371",
    );

    await screen.findByText("1 order, newest first");
    expect(sent).toContain(`GET ${PATH}?account=a1&${asked}`);
    expect(screen.getByRole("link", { name: "Export these as CSV" })).toHaveAttribute(
      "href",
      `${PATH}/export?account=a1&${asked}`,
    );
  });

  it("shows a credit with a plus and a debit with a minus", async () => {
    show(() => page(ORDER, { ...ORDER, broker_id: "372", price: "-0.35", price_effect: "Debit" }));

    expect(await cellsOf("371")).toContain("+$1.25");
    expect(await cellsOf("372")).toContain("−$0.35");
    expect(await cellsOf("371")).toContain("Sell to Open 3 SPY 03/21/25 500 P");
  });

  it("shows an order of which nothing is known but its number", async () => {
    show(() => page(UNTOLD));

    const cells = await cellsOf("9");
    expect(cells.filter((cell) => cell.startsWith("—"))).toHaveLength(8);
    await userEvent.click(screen.getByRole("button", { name: "Legs and fills of order 9" }));
    expect(screen.getByText("9")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "The rows it became" })).toBeNull();
  });

  it("shows a status that is new as it is, and why an order was rejected", async () => {
    show(() => page({ ...ORDER, status: "Half Done", group: null, reject_reason: "Not enough buying power." }));

    expect(await screen.findByText("Half Done")).toBeInTheDocument();
    expect(screen.getByText(tip("Not enough buying power."))).toBeInTheDocument();
  });

  it("unfolds to legs and their fills, and leads to the rows", async () => {
    show(() => page(ORDER));
    await userEvent.click(await screen.findByRole("button", { name: "Legs and fills of order 371" }));

    const legs = screen.getByRole("region", { name: "Legs of order 371" });
    expect(within(legs).getByText("$1.26")).toBeInTheDocument();
    await userEvent.click(within(legs).getByRole("button", { name: /^The fills of Sell to Open 3/ }));
    const fills = within(legs).getAllByRole("listitem");
    expect(fills.map(({ textContent }) => textContent)).toEqual([
      "1 at $1.30 · Mar 3, 2025, 10:00 AM ET",
      "2 at $1.24",
    ]);
    expect(screen.getByRole("link", { name: "The rows it became" })).toHaveAttribute(
      "href",
      "/transactions?account=a1&order=371",
    );
  });

  it("asks for what became of orders", async () => {
    const { sent } = show(() => page(ORDER));
    await userEvent.selectOptions(await screen.findByLabelText("Status"), "Working");

    await expect.poll(() => sent).toContain(`GET ${PATH}?group=working`);
  });

  it("says that orders come with a linked account", async () => {
    show(() => page());

    expect(await screen.findByText(/They come with a linked account/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Link an account" })).toHaveAttribute("href", "/connections");
  });

  it("says that the broker told no such order, and shows all again", async () => {
    show([() => page(), () => page(ORDER)], "?order=5");
    expect(await screen.findByText("The broker has told us no order 5.")).toBeInTheDocument();
    const [button] = screen.getAllByRole("button", { name: "Clear filters" });
    if (button) await userEvent.click(button);

    expect(await screen.findByText("1 order, newest first")).toBeInTheDocument();
  });

  it("says that orders could not be read, and tries again", async () => {
    show([() => refusal(503, "unavailable", "The database does not answer."), () => page(ORDER)]);
    expect(await screen.findByRole("alert")).toHaveTextContent("The orders could not be loaded");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("1 order, newest first")).toBeInTheDocument();
  });
});
