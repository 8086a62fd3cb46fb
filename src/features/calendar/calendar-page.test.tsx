import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { SWRConfig } from "swr";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { tip } from "../../test-page";
import { Calendar } from "./calendar";

const none = {
  ...{ gross: "0", fees_open: "0", fees_close: "0", net: "0", dividends: "0", interest: "0", lending: "0", fees: "0" },
  ...{
    fee_adjustments: "0",
    adjustments: "0",
    deposits: "0",
    withdrawals: "0",
    transfers: "0",
    total: "0",
    closings: 0,
  },
};
const DAYS = [
  { ...none, day: "2025-10-14", net: "-130.18", total: "-130.18", closings: 1 },
  { ...none, day: "2025-10-17", net: "30.00", total: "30.00", closings: 2 },
  { ...none, day: "2025-10-18", net: "0.18", total: "0.18", closings: 1 }, // a Saturday's settlement
  { ...none, day: "2025-09-02", dividends: "5.00", total: "5.00" },
];
const byDay = () => json({ items: DAYS, totals: { ...none, total: "-95.00", closings: 4 } });
const event = {
  ...{ id: "e1", account_id: "a", kind: "closing", at: "2025-10-14T15:00:00Z", day: "2025-10-14", underlying: "T" },
  ...{ symbol: "T", instrument_type: "Equity", transaction_id: "r", opening_id: "o", trade_id: "t1", quantity: "100" },
  ...{ gross: "-130.00", fees: "-0.18", amount: "-130.18", reason: "trade" },
};
const deposit = {
  ...event,
  ...{ id: "e2", kind: "deposits", symbol: null, trade_id: null, quantity: null, gross: null, fees: null },
  ...{ amount: "500.00", reason: null },
};
const ROUTES = {
  "GET /api/pnl/by-day": byDay,
  "GET /api/pnl/ledger": () => json({ items: [event, deposit], next: null }),
};

function show(search: string) {
  render(
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0, shouldRetryOnError: false }}>
      <NuqsTestingAdapter searchParams={search} hasMemory>
        <Calendar />
      </NuqsTestingAdapter>
    </SWRConfig>,
  );
}

// jsdom scrolls nothing.
Element.prototype.scrollIntoView = () => undefined;

describe("Calendar", () => {
  it("adds a Saturday's settlement to its week, and the weeks to the month", async () => {
    functionsAnswering(ROUTES);
    show("?month=2025-10");

    const grid = within(await screen.findByRole("table", { name: "October 2025" }));
    const week = within(grid.getByRole("button", { name: /Oct 14/ }).closest("tr") ?? document.body);
    expect(week.getByText(tip("−$100.00"))).toHaveTextContent("−$100.00"); // -130.18 + 30.00 + 0.18
    expect(week.getByRole("button", { name: /Sat/ })).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "−$100.00 in October 2025" })).toBeInTheDocument();
    expect(screen.getByText(/3 days with figures, 4 closings/)).toBeInTheDocument();
  });

  it("says each day in words", async () => {
    functionsAnswering(ROUTES);
    show("?month=2025-10");

    expect(await screen.findByRole("button", { name: "Fri, Oct 17, 2025: +$30.00, 2 closings" })).toBeInTheDocument();
  });

  it("opens a day's events, whose total leaves deposits out", async () => {
    const { sent } = functionsAnswering(ROUTES);
    show("?month=2025-10&view=fold");

    await userEvent.click(await screen.findByRole("button", { name: /Oct 14, 2025: / }));

    const events = within(await screen.findByRole("region", { name: "Events of Tue, Oct 14, 2025" }));
    expect(within(events.getByRole("row", { name: /Total/ })).getByText("−$130.18")).toBeInTheDocument();
    expect(within(events.getByRole("row", { name: /Deposit/ })).getByText("no result")).toBeInTheDocument();
    expect(events.getByRole("link", { name: "T" })).toHaveAttribute("href", "/trades/t1?view=fold");
    expect(sent).toContain("GET /api/pnl/ledger?start=2025-10-14&end=2025-10-14&view=fold");
  });

  it("moves with the arrow keys and the buttons", async () => {
    functionsAnswering(ROUTES);
    show("?month=2025-10");
    await screen.findByRole("table", { name: "October 2025" });

    await userEvent.keyboard("{ArrowLeft}");
    expect(await screen.findByRole("table", { name: "September 2025" })).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Next month" }));

    expect(await screen.findByRole("table", { name: "October 2025" })).toBeInTheDocument();
  });

  it("shows a year as its months, each the way to its days", async () => {
    functionsAnswering(ROUTES);
    show("?year=2025");

    expect(await screen.findByRole("button", { name: "September 2025: +$5.00" })).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "−$95.00 in 2025" })).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "October 2025: −$100.00" }));

    expect(await screen.findByRole("table", { name: "October 2025" })).toBeInTheDocument();
  });

  it("leads from an empty month to the latest with figures", async () => {
    functionsAnswering({
      ...ROUTES,
      "GET /api/pnl/summary": () => json({ last_day: "2025-10-18", books_published_at: "2025-11-02T12:00:00Z" }),
    });
    show("?month=2025-03");

    await userEvent.click(await screen.findByRole("button", { name: "Show October 2025" }));

    expect(await screen.findByRole("table", { name: "October 2025" })).toBeInTheDocument();
  });

  it("says what failed and tries again", async () => {
    functionsAnswering({
      ...ROUTES,
      "GET /api/pnl/by-day": [() => refusal(503, "unavailable", "The database does not answer."), byDay],
    });
    show("?month=2025-10");

    expect(await screen.findByRole("alert")).toHaveTextContent("The database does not answer.");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByRole("table", { name: "October 2025" })).toBeInTheDocument();
  });
});
