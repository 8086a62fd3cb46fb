"use client";
import { byDayAddress, type PnlByDay } from "@/backend/days";
import { type Scope } from "@/backend/figures";
import { countOf, formatUsd } from "@/shared/money";
import { Card } from "@/ui/card";
import { DaysTable } from "./days-table";
import { MonthGrid } from "./month-grid";
import { formatMonth, lastDayOf, type Month } from "./months";
import { NoFigures } from "./no-figures";
import { type ShownDays } from "./shown-days";
import { inMonth, sumsOf } from "./sums";
import { TableTwin } from "./table-twin";

interface MonthViewProps {
  month: Month;
  /** Of the whole year, so that the shades of its months can be compared. */
  figures: PnlByDay;
  shown: ShownDays;
  scope: Omit<Scope, "span">;
}

/** One month: its days as a grid and as a table. */
export function MonthView({ month, figures, shown, scope }: MonthViewProps) {
  const days = inMonth(figures.items, month);
  if (days.length === 0) return <NoFigures scope={scope} of={formatMonth(month)} onShow={shown.show} />;
  const sums = sumsOf(days);
  const all = days.map(({ day }) => day);
  const span = { start: `${month}-01`, end: lastDayOf(month) };
  return (
    <Card
      title={`${formatUsd(sums.total(all), { signed: true })} in ${formatMonth(month)}`}
      note={`${countOf(days.length, "day")} with figures, ${countOf(sums.closings(all), "closing")}; shade by quarter of the year’s days`}
      flush
    >
      <MonthGrid
        month={month}
        sums={sums}
        year={figures.items.map(({ total }) => total)}
        openDay={shown.day}
        onOpen={shown.open}
      />
      <TableTwin href={byDayAddress({ ...scope, span })}>
        <DaysTable days={days} onOpen={shown.open} />
      </TableTwin>
    </Card>
  );
}
