"use client";
import { useEffect, useRef } from "react";
import { ledgerAddress, type LedgerEvent, useLedger } from "@/backend/days";
import { type Scope } from "@/backend/figures";
import { type Day } from "@/shared/days";
import { countOf } from "@/shared/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { DataTable } from "@/ui/data-table";
import { DownloadLink } from "@/ui/download-link";
import { MoreButton } from "@/ui/more-button";
import { TableSkeleton } from "@/ui/skeleton";
import { StaleNote } from "@/ui/stale-note";
import { Empty, Failed } from "@/ui/states";
import { eventColumns } from "./event-columns";
import { isResult, longDay } from "./words";

interface DayCardProps {
  day: Day;
  scope: Scope;
  search: string;
  onClose: () => void;
}

/** The events of one day: its closings and the cash that is no trade. */
export function DayCard({ day, scope, search, onClose }: DayCardProps) {
  const events = useLedger(scope);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Braces, because some browsers answer with a promise, which is no clean-up.
    void place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const isReady = !events.isPending && !events.isError;
  return (
    <div ref={place} className="min-w-0 scroll-mt-16 scroll-mb-20">
      <Card
        title={longDay(day)}
        note={isReady ? `${countOf(events.data.items.length, "event")}${events.data.hasMore ? " so far" : ""}` : " "}
        aside={
          <Button size="small" onClick={onClose}>
            Close
          </Button>
        }
        flush
      >
        {events.isPending && <TableSkeleton label="Loading the events" rows={4} />}
        {events.isError && <Failed what="The events" message={events.error.message} onRetry={events.refetch} />}
        {isReady && events.stale && <StaleNote onRetry={events.refetch} />}
        {isReady && events.data.items.length === 0 && (
          <Empty className="border-t py-6">Nothing was closed and no cash moved on this day.</Empty>
        )}
        {isReady && events.data.items.length > 0 && (
          <>
            <DataTable
              label={`Events of ${longDay(day)}`}
              columns={eventColumns(events.data.items, search, !events.data.hasMore)}
              rows={events.data.items}
              keyOf={({ id, account_id: account }) => account + id}
            />
            <MoreButton pages={events.data} />
            <Foot events={events.data.items} href={ledgerAddress(scope)} />
          </>
        )}
      </Card>
    </div>
  );
}

function Foot({ events, href }: { events: LedgerEvent[]; href: string }) {
  const left = events.filter((event) => !isResult(event)).length;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t px-5 py-3">
      <p className="text-sm text-muted">
        {left > 0 &&
          `${countOf(left, "event")} marked “no result” moved cash without gain or loss, or waits to be understood: not in the total.`}
      </p>
      <DownloadLink href={href}>Export this day as CSV</DownloadLink>
    </div>
  );
}
