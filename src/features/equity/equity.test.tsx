import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { SWRConfig } from "swr";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { Equity } from "./equity";

const CURVE = {
  items: [
    { day: "2025-01-06", change: "0", running: "0", drawdown: "0", flows: "25000.00" },
    { day: "2025-05-03", change: "500.00", running: "500.00", drawdown: "0", flows: "0" },
    { day: "2025-06-02", change: "-412.30", running: "87.70", drawdown: "-412.30", flows: "-1500.00" },
  ],
  total: "87.70",
  flows: "23500.00",
  max_drawdown: "-412.30",
  peak_day: "2025-05-03",
  bottom_day: "2025-06-02",
};
const ROUTE = "GET /api/pnl/equity";

function show(search = "") {
  render(
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0, shouldRetryOnError: false }}>
      <NuqsTestingAdapter searchParams={search} hasMemory>
        <Equity />
      </NuqsTestingAdapter>
    </SWRConfig>,
  );
}

describe("Equity", () => {
  it("says in its title where the curve ends", async () => {
    functionsAnswering({ [ROUTE]: () => json(CURVE) });
    show();

    expect(await screen.findByRole("heading", { name: "Down $412.30 from the peak of May 3, 2025" })).toBeVisible();
    expect(screen.getByText("May 3, 2025 to Jun 2, 2025")).toBeInTheDocument();
  });

  it("has the same figures as a table, latest first, with totals that are sums", async () => {
    functionsAnswering({ [ROUTE]: () => json(CURVE) });
    show("?view=fold");

    const rows = within(await screen.findByRole("table")).getAllByRole("row");
    const days = rows.slice(1, -1).map((row) => within(row).getAllByRole("cell")[0]?.textContent);
    expect(days).toEqual(["Jun 2, 2025", "May 3, 2025", "Jan 6, 2025"]);
    expect(rows.at(-1)).toHaveTextContent("+$87.70"); // 500.00 - 412.30
    expect(rows.at(-1)).toHaveTextContent("+$23,500.00"); // 25,000 - 1,500
    expect(screen.getByRole("link", { name: "May 3, 2025" })).toHaveAttribute(
      "href",
      "/calendar?view=fold&month=2025-05&day=2025-05-03",
    );
  });

  it("asks for the period, and its file has the same days", async () => {
    const { sent } = functionsAnswering({ [ROUTE]: () => json(CURVE) });
    show("?period=custom&from=2025-01-01&to=2025-06-30");

    await screen.findByRole("table");
    expect(sent[0]).toBe(`${ROUTE}?start=2025-01-01&end=2025-06-30&view=broker`);
    expect(screen.getByRole("link", { name: /CSV/ })).toHaveAttribute(
      "href",
      "/api/pnl/export/equity.csv?start=2025-01-01&end=2025-06-30&view=broker",
    );
  });

  it("offers all time where a period is empty, and the import where everything is", async () => {
    functionsAnswering({ [ROUTE]: () => json({ ...CURVE, items: [], total: "0", flows: "0" }) });
    show("?period=mtd");

    await userEvent.click(await screen.findByRole("button", { name: "Show all time" }));

    expect(await screen.findByRole("link", { name: "Import a history" })).toHaveAttribute("href", "/import");
  });

  it("says what failed and tries again", async () => {
    functionsAnswering({
      [ROUTE]: [() => refusal(503, "unavailable", "The database does not answer."), () => json(CURVE)],
    });
    show();

    expect(await screen.findByRole("alert")).toHaveTextContent("The database does not answer.");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByRole("heading", { name: /Down/ })).toBeInTheDocument();
  });
});
