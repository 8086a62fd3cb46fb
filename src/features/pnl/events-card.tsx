"use client";
import { useEffect, useRef } from "react";
import { type BookEvent, csvOf, type EventKind, type Scope, useEvents } from "@/backend/figures";
import { useRowsById } from "@/backend/rows";
import { countOf } from "@/shared/money";
import { Amount, Missing } from "@/ui/amount";
import { BrokerRows } from "@/ui/broker-rows";
import { Button, TextLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { DownloadLink } from "@/ui/download-link";
import { MoreButton } from "@/ui/more-button";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { Ticker } from "@/ui/ticker";
import { When } from "@/ui/when";

const TIME: Column<BookEvent> = { name: "at", label: "Time", cell: ({ at }) => <When at={at} isShortOnPhone /> };
const SYMBOL: Column<BookEvent> = {
  name: "symbol",
  label: "Symbol",
  cell: ({ symbol }) => (symbol ? <Ticker symbol={symbol} /> : <Missing because="The cash belongs to no symbol" />),
};
const AMOUNT: Column<BookEvent> = {
  name: "amount",
  label: "Amount",
  isFigure: true,
  cell: ({ amount }) => <Amount usd={amount} signed toned />,
};
const OF_CLOSINGS: Column<BookEvent>[] = [
  TIME,
  SYMBOL,
  { name: "reason", label: "How", from: "md", cell: ({ reason }) => reason?.replaceAll("_", " ") },
  {
    name: "gross",
    label: "Gross",
    isFigure: true,
    from: "sm",
    cell: ({ gross }) => gross && <Amount usd={gross} signed />,
  },
  { name: "fees", label: "Fees", isFigure: true, from: "sm", cell: ({ fees }) => fees && <Amount usd={fees} /> },
  { ...AMOUNT, label: "Net" },
];
const OF_CASH = [TIME, SYMBOL, AMOUNT];

interface EventsCardProps {
  scope: Scope;
  kind: EventKind;
  title: string;
  search: string;
  onClose: () => void;
}

/** What a line of the cash is the sum of, each down to the broker's rows. */
export function EventsCard({ scope, kind, title, search, onClose }: EventsCardProps) {
  const events = useEvents(scope, kind);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [kind]); // which brings it into view, too
  const hasSome = !events.isPending && !events.isError && events.data.items.length > 0;
  return (
    <div ref={box} tabIndex={-1} className="scroll-mt-20 rounded-lg">
      <Card
        title={`${title}: what it is made of`}
        note={hasSome ? `${countOf(events.data.items.length, "event")}${events.data.hasMore ? " so far" : ""}` : " "}
        aside={
          <div className="flex gap-2">
            <DownloadLink href={csvOf.events(scope, kind)}>CSV</DownloadLink>
            <Button look="quiet" onClick={onClose}>
              Close
            </Button>
          </div>
        }
        flush
      >
        {events.isPending && <TableSkeleton label="Loading what it is made of" />}
        {events.isError && <Failed what="What it is made of" message={events.error.message} onRetry={events.refetch} />}
        {!events.isPending && !events.isError && !hasSome && (
          <Empty className="border-t py-6">There is nothing of it in this period.</Empty>
        )}
        {hasSome && (
          <>
            <DataTable
              label={title}
              columns={kind === "closing" ? OF_CLOSINGS : OF_CASH}
              rows={events.data.items}
              keyOf={({ id, account_id: owner }) => owner + id}
              unfold={(event) => <Behind event={event} search={search} />}
              unfoldLabel={({ symbol, kind: of }) => `The broker's rows behind ${symbol ?? of}`}
            />
            <MoreButton pages={events.data} />
          </>
        )}
      </Card>
    </div>
  );
}

function Behind({ event, search }: { event: BookEvent; search: string }) {
  const ids = event.opening_id ? [event.opening_id, event.transaction_id] : [event.transaction_id];
  return (
    <BrokerRows rows={useRowsById(ids)} count={ids.length}>
      {event.trade_id && (
        <p className="text-sm">
          <TextLink href={`/trades/${encodeURIComponent(event.trade_id)}${search}`}>The whole trade</TextLink>
        </p>
      )}
    </BrokerRows>
  );
}
