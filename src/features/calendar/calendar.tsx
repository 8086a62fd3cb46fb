"use client";
import { usePnlByDay } from "@/backend/days";
import { useFilters } from "@/shared/filters";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { StaleNote } from "@/ui/stale-note";
import { Failed } from "@/ui/states";
import { CalendarBar } from "./calendar-bar";
import { DayCard } from "./day-card";
import { MonthView } from "./month-view";
import { useShownDays } from "./shown-days";
import { YearView } from "./year-view";

/** What each day brought: a month of days or a year of months, down to the events of a day. */
export function Calendar() {
  const { account, view, search } = useFilters();
  const shown = useShownDays();
  const { year, month } = shown;
  const days = usePnlByDay({ account, view, span: { start: `${year}-01-01`, end: `${year}-12-31` } });
  return (
    <>
      <PageHeader title="Calendar">
        Closings after fees, dividends, interest and fees, on their day in New York. Deposits and withdrawals are left
        out.
      </PageHeader>
      <CalendarBar shown={shown} />
      <div className="grid gap-6">
        {days.isPending && <Waiting />}
        {days.isError && (
          <Card>
            <Failed what="The days" message={days.error.message} onRetry={days.refetch} />
          </Card>
        )}
        {!days.isPending && !days.isError && (
          <>
            {days.stale && <StaleNote onRetry={days.refetch} />}
            {month ? (
              <MonthView month={month} figures={days.data} shown={shown} scope={{ account, view }} />
            ) : (
              <YearView figures={days.data} shown={shown} scope={{ account, view }} />
            )}
          </>
        )}
        {shown.day && (
          <DayCard
            key={shown.day}
            day={shown.day}
            scope={{ account, view, span: { start: shown.day, end: shown.day } }}
            search={search}
            onClose={() => shown.open(null)}
          />
        )}
      </div>
    </>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading the days" className="grid grid-cols-6 gap-2 rounded-lg border bg-card p-5">
      {Array.from({ length: 30 }, (_, at) => (
        <Skeleton key={at} className="h-16 rounded-md" />
      ))}
    </div>
  );
}
