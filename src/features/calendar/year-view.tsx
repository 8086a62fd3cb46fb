"use client";
import { byDayAddress, type DayFigures, type PnlByDay } from "@/backend/days";
import { type Scope } from "@/backend/figures";
import { type Decimal, sumOf } from "@/shared/decimal";
import { countOf, formatUsd } from "@/shared/money";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { figureColumns } from "./days-table";
import { intensityAmong } from "./intensity";
import { formatMonth, isWeekend, type Month, monthsOf } from "./months";
import { NoFigures } from "./no-figures";
import { type ShownDays } from "./shown-days";
import { SmallMonth } from "./small-month";
import { inMonth, sumsOf } from "./sums";
import { TableTwin } from "./table-twin";

interface YearViewProps {
  figures: PnlByDay;
  shown: ShownDays;
  scope: Omit<Scope, "span">;
}

/** A year: its twelve months with their totals, as small grids and as a table. */
export function YearView({ figures, shown, scope }: YearViewProps) {
  const { year } = shown;
  if (figures.items.length === 0) return <NoFigures scope={scope} of={year} onShow={shown.show} />;
  const sums = sumsOf(figures.items);
  const levelOf = intensityAmong(figures.items.map(({ total }) => total));
  return (
    <Card
      title={`${formatUsd(figures.totals.total, { signed: true })} in ${year}`}
      note={`${countOf(figures.items.length, "day")} with figures, ${countOf(figures.totals.closings, "closing")}; shade by quarter of these days`}
      flush
    >
      <ul className="grid grid-cols-2 gap-3 px-5 pb-5 sm:grid-cols-3 xl:grid-cols-4">
        {monthsOf(year).map((month) => (
          <li key={month}>
            <SmallMonth
              month={month}
              total={sums.total(inMonth(figures.items, month).map(({ day }) => day))}
              sums={sums}
              levelOf={levelOf}
              hasWeekends={figures.items.some(({ day }) => isWeekend(day))}
              onShow={() => shown.show({ month })}
            />
          </li>
        ))}
      </ul>
      <TableTwin href={byDayAddress({ ...scope, span: { start: `${year}-01-01`, end: `${year}-12-31` } })}>
        <MonthsTable figures={figures.items} year={year} onShow={(month) => shown.show({ month })} />
      </TableTwin>
    </Card>
  );
}

type MonthFigures = Omit<DayFigures, "day"> & { month: Month };

function MonthsTable({
  figures,
  year,
  onShow,
}: {
  figures: DayFigures[];
  year: string;
  onShow: (month: Month) => void;
}) {
  const months = monthsOf(year)
    .map((month) => addedUp(month, inMonth(figures, month)))
    .filter((month) => month !== undefined);
  const columns: Column<MonthFigures>[] = [
    {
      name: "month",
      label: "Month",
      cell: ({ month }) => (
        <button type="button" data-row onClick={() => onShow(month)} className="rounded-sm font-medium hover:underline">
          {formatMonth(month)}
        </button>
      ),
      compare: (a, b) => a.month.localeCompare(b.month),
      total: "Total",
    },
    ...figureColumns(months),
  ];
  return <DataTable label="Months" columns={columns} rows={months} keyOf={({ month }) => month} />;
}

function addedUp(month: Month, days: DayFigures[]): MonthFigures | undefined {
  const [first] = days;
  if (!first) return undefined;
  const names = Object.keys(first).filter((name) => name !== "day" && name !== "closings") as MoneyName[];
  const money = Object.fromEntries(names.map((name) => [name, sumOf(days.map((day) => day[name]))]));
  const closings = days.reduce((sum, day) => sum + day.closings, 0);
  return { ...(money as Record<MoneyName, Decimal>), month, closings };
}

type MoneyName = Exclude<keyof DayFigures, "day" | "closings">;
