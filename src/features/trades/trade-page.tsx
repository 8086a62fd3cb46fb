"use client";
import { type TradeDetail, useTrade } from "@/backend/trades";
import { useFilters } from "@/shared/filters";
import { Badge } from "@/ui/badge";
import { ButtonLink, TextLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { TableSkeleton } from "@/ui/skeleton";
import { StaleNote } from "@/ui/stale-note";
import { Empty, Failed } from "@/ui/states";
import { TileSkeleton } from "@/ui/tile";
import { LegsTable } from "./legs-table";
import { TradeTiles } from "./trade-tiles";
import { Trail } from "./trail";
import { storyOf, signatureInWords, STATUS_LABELS } from "./words";

/** One trade: what it brought, its legs down to the broker's rows, and where its shares came from or went. */
export function TradePage({ id }: { id: string }) {
  const { view, search } = useFilters();
  const trade = useTrade(id, view);
  return (
    <>
      <p className="mb-1 text-sm">
        <TextLink href={`/trades${search}`}>Trades</TextLink>
      </p>
      {trade.isPending && <Waiting />}
      {trade.isError && trade.error.status === 404 && <NotFound search={search} />}
      {trade.isError && trade.error.status !== 404 && (
        <Card>
          <Failed what="The trade" message={trade.error.message} onRetry={trade.refetch} />
        </Card>
      )}
      {!trade.isPending && !trade.isError && (
        <>
          {trade.stale && <StaleNote onRetry={trade.refetch} />}
          <Shown detail={trade.data} search={search} />
        </>
      )}
    </>
  );
}

function Shown({ detail, search }: { detail: TradeDetail; search: string }) {
  const { trade } = detail;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-3">
            {trade.underlying} {signatureInWords(trade)}
            <Badge>{STATUS_LABELS[trade.status]}</Badge>
          </span>
        }
        actions={
          <ButtonLink size="small" href={`/underlyings/${encodeURIComponent(trade.underlying)}${search}`}>
            All of {trade.underlying}
          </ButtonLink>
        }
      >
        {storyOf(trade)}
      </PageHeader>
      <div className="grid gap-6">
        <TradeTiles trade={trade} />
        <Trail detail={detail} search={search} />
        <Card
          title="Legs"
          note="By expiry and strike; each unfolds to its closings, its lots and the broker's rows"
          flush
        >
          <LegsTable detail={detail} isInside={false} />
        </Card>
      </div>
    </>
  );
}

function Waiting() {
  return (
    <div className="grid gap-6 pt-12">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        {["Net realized", "Gross", "Fees", "Opening cash", "Max profit"].map((label) => (
          <TileSkeleton key={label} label={label} />
        ))}
      </div>
      <Card title="Legs" flush>
        <TableSkeleton label="Loading the legs" rows={3} />
      </Card>
    </div>
  );
}

function NotFound({ search }: { search: string }) {
  return (
    <>
      <PageHeader title="No such trade" />
      <Card>
        <Empty action={<ButtonLink href={`/trades${search}`}>All trades</ButtonLink>}>
          There is no trade here. A link to a trade ends when the rows it was made of change or its account is deleted.
        </Empty>
      </Card>
    </>
  );
}
