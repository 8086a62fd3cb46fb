import { type EquityCurve, type EquityPoint } from "@/backend/days";
import { formatDay } from "@/shared/days";
import { compareDecimals } from "@/shared/decimal";
import { useFilters } from "@/shared/filters";
import { Amount } from "@/ui/amount";
import { TextLink } from "@/ui/button";
import { type Column, DataTable } from "@/ui/data-table";

/** The curve's days, latest first; each leads to its events. */
export function EquityTable({ curve }: { curve: EquityCurve }) {
  const { account, view } = useFilters();
  const addressOf = (day: string) =>
    `/calendar?${new URLSearchParams({
      ...(account && { account }),
      ...(view !== "broker" && { view }),
      month: day.slice(0, 7),
      day,
    }).toString()}`;
  return (
    <DataTable
      label="The running total by day"
      columns={columnsOf(curve, addressOf)}
      rows={curve.items}
      keyOf={({ day }) => day}
      sortedBy={{ by: "day", order: "descending" }}
    />
  );
}

function columnsOf(curve: EquityCurve, addressOf: (day: string) => string): Column<EquityPoint>[] {
  const money = (name: "change" | "running" | "drawdown" | "flows", label: string, hint: string) => ({
    name,
    label,
    hint,
    isFigure: true,
    cell: (point: EquityPoint) => (
      <Amount usd={point[name]} signed={name === "change" || name === "flows"} toned={name === "change"} />
    ),
    compare: (a: EquityPoint, b: EquityPoint) => compareDecimals(a[name], b[name]),
  });
  return [
    {
      name: "day",
      label: "Day",
      cell: ({ day }) => (
        <TextLink data-row href={addressOf(day)} className="text-ink">
          {formatDay(day)}
        </TextLink>
      ),
      compare: (a, b) => a.day.localeCompare(b.day),
      total: "Total",
    },
    {
      ...money("change", "Day’s result", "Closings after fees and cash that is a result"),
      total: <Amount usd={curve.total} signed toned />,
    },
    money("running", "Running total", "Since the period began"),
    { ...money("drawdown", "Below the peak", "How far the running total is below its highest so far"), from: "sm" },
    {
      ...money("flows", "In and out", "Deposits, withdrawals and transfers; not in the running total"),
      from: "sm",
      total: <Amount usd={curve.flows} signed />,
    },
  ];
}
