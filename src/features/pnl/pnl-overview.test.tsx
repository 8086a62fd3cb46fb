import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { SWRConfig } from "swr";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { tip } from "../../test-page";
import { PnlOverview } from "./pnl-overview";

const SUMMARY = {
  gross: "661.47",
  fees_open: "-990.03",
  fees_close: "-161.88",
  net: "-490.44",
  dividends: "988.31",
  interest: "-55.01",
  lending: "3.18",
  fees: "-71.56",
  fee_adjustments: "-1.16",
  adjustments: "85.92",
  deposits: "33078.61",
  withdrawals: "-6000",
  transfers: "2349.5",
  mark_to_market: "0",
  unclassified: "0",
  closings: 540,
  open_value: "-12708",
  open_fees: "-0.4",
  open_lots: 3,
  open_futures: 0,
  first_day: "2018-03-08",
  last_day: "2025-11-01",
  books_published_at: "2025-11-02T12:00:00Z",
};

const DIVIDEND = {
  id: "e1",
  account_id: "a1",
  kind: "dividends",
  at: "2024-05-01T20:00:00Z",
  day: "2024-05-01",
  underlying: "XYZ",
  symbol: "XYZ",
  instrument_type: "Equity",
  transaction_id: "t1",
  opening_id: null,
  trade_id: null,
  quantity: null,
  gross: null,
  fees: null,
  amount: "412.06",
  reason: null,
};

function show(search = "") {
  render(
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0, shouldRetryOnError: false }}>
      <NuqsTestingAdapter searchParams={search}>
        <PnlOverview />
      </NuqsTestingAdapter>
    </SWRConfig>,
  );
}

describe("PnlOverview", () => {
  it("waits with tiles the size of those that come", () => {
    functionsAnswering({ "/api/pnl/summary": () => new Promise<Response>(() => undefined) });
    show();

    expect(screen.getByRole("status", { name: "Loading Net realized" })).toBeInTheDocument();
  });

  it("shows the figures as they were sent, to the cent", async () => {
    functionsAnswering({ "/api/pnl/summary": () => json(SUMMARY) });
    show();

    expect(await screen.findAllByText("−$490.44")).toHaveLength(2); // the tile and the end of the calculation
    expect(screen.getByText("−$990.03")).toBeInTheDocument();
    expect(screen.getByText("$33,078.61")).toBeInTheDocument();
    expect(screen.getByText("−$12,708")).toHaveAttribute("data-tip", "−$12,708.00");
    expect(screen.queryByText("Unclassified")).not.toBeInTheDocument();
  });

  it("says why there is no unrealized figure", async () => {
    functionsAnswering({ "/api/pnl/summary": () => json(SUMMARY) });
    show();

    expect(await screen.findByText(tip("There are no marks yet"))).toHaveTextContent("—");
  });

  it("asks for the account and the days in the address", async () => {
    const { sent } = functionsAnswering({ "/api/pnl/summary": () => json(SUMMARY) });
    show("?account=abc&period=custom&from=2024-01-01&to=2024-12-31");

    await screen.findAllByText("−$490.44");
    expect(sent[0]).toBe("GET /api/pnl/summary?account=abc&start=2024-01-01&end=2024-12-31&view=broker");
  });

  it("leads to the import before there are books", async () => {
    functionsAnswering({ "/api/pnl/summary": () => json({ ...SUMMARY, books_published_at: null }) });
    show();

    expect(await screen.findByRole("link", { name: "Import a history" })).toHaveAttribute("href", "/import");
  });

  it("says what failed and what is safe, and tries again", async () => {
    functionsAnswering({
      "/api/pnl/summary": [() => refusal(503, "unavailable", "The database does not answer."), () => json(SUMMARY)],
    });
    show();

    expect(await screen.findByRole("alert")).toHaveTextContent("The database does not answer.");
    expect(screen.getByRole("alert")).toHaveTextContent("is safe");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findAllByText("−$490.44")).toHaveLength(2);
  });

  it("keeps the futures' daily settlement apart from profit, and says which lots move no cash", async () => {
    functionsAnswering({
      "/api/pnl/summary": () => json({ ...SUMMARY, mark_to_market: "-512.5", open_futures: 2 }),
    });
    show();

    expect(await screen.findByText("Futures’ daily settlement")).toBeInTheDocument();
    expect(screen.getByText("−$512.50")).toBeInTheDocument();
    expect(screen.getByText("cash, no profit of its own")).toBeInTheDocument();
    expect(screen.getByText("3 lots; 2 outright futures left out, opening moved no cash")).toBeInTheDocument();
  });

  it("leads from a line to the events it is the sum of", async () => {
    const { sent } = functionsAnswering({
      "/api/pnl/summary": () => json(SUMMARY),
      "/api/pnl/ledger": () => json({ items: [DIVIDEND], next: null }),
    });
    show("?view=fold");
    await userEvent.click(await screen.findByRole("button", { name: "Dividends" }));

    expect(await screen.findByText("+$412.06")).toBeInTheDocument();
    expect(sent).toContain("GET /api/pnl/ledger?view=fold&kind=dividends");
    expect(screen.getByRole("link", { name: "CSV" })).toHaveAttribute(
      "href",
      "/api/pnl/export/ledger.csv?view=fold&kind=dividends",
    );
  });
});
