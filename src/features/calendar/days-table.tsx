import { type DayFigures } from "@/backend/days";
import { type Day } from "@/shared/days";
import { compareDecimals, type Decimal, sumOf } from "@/shared/decimal";
import { formatCount } from "@/shared/money";
import { Amount } from "@/ui/amount";
import { type Column, DataTable } from "@/ui/data-table";
import { longDay } from "./words";

/** The columns that days and months share: from gross to the total. */
export function figureColumns<Row extends Omit<DayFigures, "day">>(rows: Row[]): Column<Row>[] {
  const money = (
    name: string,
    label: string,
    hint: string,
    of: (row: Row) => Decimal,
    from?: "sm" | "md" | "lg",
  ): Column<Row> => ({
    name,
    label,
    hint,
    from,
    isFigure: true,
    cell: (row) => <Amount usd={of(row)} signed={name !== "charges"} toned={name === "total"} />,
    compare: (a, b) => compareDecimals(of(a), of(b)),
    total: <Amount usd={sumOf(rows.map(of))} signed={name !== "charges"} toned={name === "total"} />,
  });
  return [
    {
      name: "closings",
      label: "Closings",
      isFigure: true,
      from: "sm",
      cell: ({ closings }) => formatCount(closings),
      compare: (a, b) => a.closings - b.closings,
      total: formatCount(rows.reduce((sum, { closings }) => sum + closings, 0)),
    },
    money("gross", "Gross", "Of closings, before fees", ({ gross }) => gross, "md"),
    money(
      "charges",
      "Trade fees",
      "Commission and fees of what was closed, at opening and closing",
      (row) => sumOf([row.fees_open, row.fees_close]),
      "md",
    ),
    money("net", "Net", "Of closings, after fees", ({ net }) => net, "sm"),
    money(
      "other",
      "Other cash",
      "Dividends, interest, lending, fees and adjustments; no deposits or withdrawals",
      otherCash,
      "sm",
    ),
    money("total", "Total", "Net and other cash", ({ total }) => total),
  ];
}

function otherCash(row: Omit<DayFigures, "day">): Decimal {
  return sumOf([row.dividends, row.interest, row.lending, row.fees, row.fee_adjustments, row.adjustments]);
}

/** The days of a month that have figures, one by one. */
export function DaysTable({ days, onOpen }: { days: DayFigures[]; onOpen: (day: Day) => void }) {
  const columns: Column<DayFigures>[] = [
    {
      name: "day",
      label: "Day",
      cell: ({ day }) => (
        <button type="button" data-row onClick={() => onOpen(day)} className="rounded-sm font-medium hover:underline">
          {longDay(day)}
        </button>
      ),
      compare: (a, b) => a.day.localeCompare(b.day),
      total: "Total",
    },
    ...figureColumns(days),
  ];
  return <DataTable label="Days" columns={columns} rows={days} keyOf={({ day }) => day} />;
}
