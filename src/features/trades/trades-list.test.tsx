import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { SWRConfig } from "swr";
import { describe, expect, it } from "vitest";
import { type Trade } from "@/backend/trades";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { tip } from "../../test-page";
import { TradePage } from "./trade-page";
import { TradesList } from "./trades-list";

const CLOSED: Trade = {
  id: "t1",
  account_id: "a",
  underlying: "KO",
  signature: "-1C",
  units: "2",
  status: "closed",
  order_id: "7",
  opened_at: "2025-01-08T15:05:00Z",
  closed_at: "2025-02-21T21:00:00Z",
  days_held: 44,
  close_reason: "expired",
  opening_value: "78.00",
  gross: "78.00",
  fees_open: "-1.14",
  fees_close: "0",
  net: "76.86",
  open_value: "0",
  open_fees: "0",
  max_profit: "78.00",
  share_of_max: "1",
  closings: 1,
  open_lots: 0,
};
const OPEN: Trade = {
  ...CLOSED,
  ...{ id: "t2", underlying: "T", signature: "+1S", units: "100", status: "open", closed_at: null, days_held: null },
  ...{ close_reason: null, gross: "0", fees_open: "0", net: "0", max_profit: null, share_of_max: null, closings: 0 },
  ...{ open_value: "-2300", open_lots: 1 },
};
const page = (items: Trade[], next: string | null = null, count = items.length) => json({ items, next, count });
const LIST = "GET /api/pnl/by-trade";

function show(what: React.ReactNode, search = "") {
  render(
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0, shouldRetryOnError: false }}>
      <NuqsTestingAdapter searchParams={search} hasMemory>
        {what}
      </NuqsTestingAdapter>
    </SWRConfig>,
  );
}

describe("TradesList", () => {
  it("shows each trade, and below them the sum of those shown", async () => {
    functionsAnswering({ [LIST]: () => page([OPEN, { ...CLOSED, id: "t3", net: "-0.87" }, CLOSED]) });
    show(<TradesList />);

    expect(await screen.findByText("3 of 3, newest opening first")).toBeInTheDocument();
    expect(screen.getAllByRole("link", { name: /−1C × 2/ })[0]).toHaveAttribute("href", "/trades/t3");
    const totals = within(screen.getByRole("row", { name: /Total of 3 shown/ }));
    expect(totals.getByText("+$75.99")).toBeInTheDocument(); // 76.86 - 0.87
    expect(totals.getByText("+$156.00")).toBeInTheDocument(); // 78 + 78
  });

  it("has no figures for what is not closed", async () => {
    functionsAnswering({ [LIST]: () => page([OPEN]) });
    show(<TradesList />);

    const row = within((await screen.findByRole("link", { name: /\+1S × 100/ })).closest("tr") ?? document.body);
    expect(row.queryByText("$0.00")).not.toBeInTheDocument();
    expect(row.getAllByText(tip("Nothing of it is closed")).length).toBeGreaterThan(0);
  });

  it("asks for the filters in the address, and its file has the same", async () => {
    const { sent } = functionsAnswering({ [LIST]: () => page([CLOSED]) });
    show(<TradesList />, "?status=closed&underlying=KO&view=fold&account=a");

    await screen.findByText("1 of 1, newest opening first");
    expect(sent[0]).toBe(`${LIST}?account=a&view=fold&status=closed&underlying=KO&limit=200`);
    expect(screen.getByRole("link", { name: /CSV/ })).toHaveAttribute(
      "href",
      "/api/pnl/export/trades.csv?account=a&view=fold&status=closed&underlying=KO",
    );
  });

  it("asks anew for another status", async () => {
    const { sent } = functionsAnswering({ [LIST]: () => page([CLOSED]) });
    show(<TradesList />);

    await screen.findByText("1 of 1, newest opening first");
    await userEvent.click(screen.getByRole("button", { name: "Partly closed" }));

    await screen.findByText("1 of 1, newest opening first");
    expect(sent.at(-1)).toContain("status=partly_closed");
  });

  it("loads further pages, and sorts only once all of them are here", async () => {
    functionsAnswering({ [LIST]: [() => page([OPEN], "next", 2), () => page([CLOSED], null, 2)] });
    show(<TradesList />);

    expect(await screen.findByText("1 of 2, newest opening first")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Net" })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Show more" }));

    expect(await screen.findByText("2 of 2, newest opening first")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Net" })).toBeInTheDocument();
  });

  it("offers all trades where the filters leave none, and the import where there are none at all", async () => {
    functionsAnswering({ [LIST]: () => page([]) });
    show(<TradesList />, "?status=open");

    await userEvent.click(await screen.findByRole("button", { name: "Show all trades" }));

    expect(await screen.findByRole("link", { name: "Import a history" })).toHaveAttribute("href", "/import");
  });

  it("says what failed and tries again", async () => {
    functionsAnswering({
      [LIST]: [() => refusal(503, "unavailable", "The database does not answer."), () => page([CLOSED])],
    });
    show(<TradesList />);

    expect(await screen.findByRole("alert")).toHaveTextContent("The database does not answer.");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("1 of 1, newest opening first")).toBeInTheDocument();
  });
});

describe("TradePage", () => {
  const delivery = {
    ...{ id: "d", kind: "assignment", at: "2025-03-21T21:00:00Z", option_row: "r1", stock_row: "r2", contracts: "1" },
    ...{ option_symbol: "KO    250321P00060000", stock_symbol: "KO", units: "100" },
  };
  const detail =
    (trade: Trade, option: string, stock: string, closings: object[] = []) =>
    () =>
      json({
        ...{ trade, legs: [], closings, open_lots: [], rows: [] },
        deliveries: [{ ...delivery, option_trades: [option], stock_trades: [stock] }],
      });

  it("leads from an assigned option to the trade of the shares", async () => {
    functionsAnswering({ "GET /api/pnl/trades/t1": detail(CLOSED, "t1", "t9") });
    show(<TradePage id="t1" />, "?view=fold");

    expect(await screen.findByText(/1 × KO 03\/21\/25 60 P assigned into 100 KO/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "the trade of 100 KO" })).toHaveAttribute("href", "/trades/t9?view=fold");
  });

  it("leads from the shares back to the option they came from", async () => {
    functionsAnswering({ "GET /api/pnl/trades/t2": detail(OPEN, "t1", "t2", [{ opening_id: "r2" }]) });
    show(<TradePage id="t2" />);

    expect(await screen.findByText(/100 KO came from 1 × KO 03\/21\/25 60 P assigned/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "the option’s trade" })).toHaveAttribute("href", "/trades/t1");
  });

  it("does not say that shares came from a call which took them away", async () => {
    functionsAnswering({
      "GET /api/pnl/trades/t2": detail(OPEN, "t1", "t2", [{ opening_id: "r0", closing_id: "r2" }]),
    });
    show(<TradePage id="t2" />);

    expect(await screen.findByText(/100 KO closed by 1 × KO 03\/21\/25 60 P assigned/)).toBeInTheDocument();
  });

  it("says so when there is no such trade", async () => {
    functionsAnswering({ "GET /api/pnl/trades/none": () => refusal(404, "not_found", "There is no such trade.") });
    show(<TradePage id="none" />);

    expect(await screen.findByRole("heading", { name: "No such trade" })).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "All trades" })).toHaveAttribute("href", "/trades");
  });
});
