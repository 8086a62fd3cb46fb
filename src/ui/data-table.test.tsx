import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { compareDecimals } from "@/shared/decimal";
import { tip } from "../test-page";
import { Amount } from "./amount";
import { type Column, DataTable } from "./data-table";

interface Row {
  symbol: string;
  net: string;
}

const ROWS: Row[] = [
  { symbol: "GME", net: "9.5" },
  { symbol: "BB", net: "-1450.68" },
  { symbol: "SQQQ", net: "10" },
];
const COLUMNS: Column<Row>[] = [
  {
    name: "symbol",
    label: "Symbol",
    cell: (row) => row.symbol,
    compare: (a, b) => a.symbol.localeCompare(b.symbol),
    total: "Total",
  },
  {
    name: "net",
    label: "Net",
    isFigure: true,
    cell: (row) => <Amount usd={row.net} signed toned />,
    compare: (a, b) => compareDecimals(a.net, b.net),
    total: <Amount usd="-1431.18" />,
  },
];

const symbols = () =>
  screen
    .getAllByRole("row")
    .slice(1, -1)
    .map((row) => within(row).getAllByRole("cell")[0]?.textContent);
const show = () => render(<DataTable label="Net" columns={COLUMNS} rows={ROWS} keyOf={(row) => row.symbol} />);

describe("DataTable", () => {
  it("keeps the order the rows come in until a heading is pressed", () => {
    show();

    expect(symbols()).toEqual(["GME", "BB", "SQQQ"]);
  });

  it("sorts figures by value, largest first, then smallest first", async () => {
    show();
    const heading = screen.getByRole("button", { name: "Net" });

    await userEvent.click(heading);
    expect(symbols()).toEqual(["SQQQ", "GME", "BB"]);
    expect(screen.getByRole("columnheader", { name: "Net" })).toHaveAttribute("aria-sort", "descending");
    await userEvent.click(heading);

    expect(symbols()).toEqual(["BB", "GME", "SQQQ"]);
  });

  it("shows the totals below, with a real minus and every place on hovering", () => {
    show();

    expect(screen.getByText(tip("−$1,431.18"))).toHaveTextContent("−$1,431.18");
  });

  it("says gain and loss by sign and not only by colour", () => {
    show();

    expect(screen.getByText("+$9.50")).toHaveClass("text-gain");
    expect(screen.getByText("−$1,450.68")).toHaveClass("text-loss");
  });

  it("unfolds a row with the keyboard and asks for its details only then", async () => {
    const asked: string[] = [];
    const unfold = (row: Row) => {
      asked.push(row.symbol);
      return <p>Rows of {row.symbol}</p>;
    };
    render(
      <DataTable
        label="Net"
        columns={COLUMNS}
        rows={ROWS}
        keyOf={(row) => row.symbol}
        unfold={unfold}
        unfoldLabel={(row) => `Open ${row.symbol}`}
      />,
    );
    expect(asked).toEqual([]);

    screen.getByRole("button", { name: "Open GME" }).focus();
    await userEvent.keyboard("j{Enter}");

    expect(screen.getByText("Rows of BB")).toBeVisible();
    expect(screen.getByRole("button", { name: "Open BB" })).toHaveAttribute("aria-expanded", "true");
    expect(new Set(asked)).toEqual(new Set(["BB"]));
  });
});
