"use client";
import { type Trade, tradesAddress, useTrades } from "@/backend/trades";
import { useFilters } from "@/shared/filters";
import { formatCount } from "@/shared/money";
import { Button, ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { DataTable } from "@/ui/data-table";
import { DownloadLink } from "@/ui/download-link";
import { MoreButton } from "@/ui/more-button";
import { PageHeader } from "@/ui/page";
import { TableSkeleton } from "@/ui/skeleton";
import { StaleNote } from "@/ui/stale-note";
import { Empty, Failed } from "@/ui/states";
import { LegsOfTrade } from "./legs-of-trade";
import { tradeColumns } from "./trade-columns";
import { useTradeFilter } from "./trade-filters";
import { StatusTabs, UnderlyingInput } from "./trades-bar";
import { signatureInWords } from "./words";

/** Every trade, from the order that opened it until all of it was closed. */
export function TradesList() {
  const filters = useFilters();
  const [filter, change] = useTradeFilter();
  const trades = useTrades(filters, filter);
  const isReady = !trades.isPending && !trades.isError;
  const isNarrowed = Boolean(filter.status ?? filter.underlying ?? filters.account) || filters.period !== "all";
  return (
    <>
      <PageHeader
        title="Trades"
        actions={<DownloadLink href={tradesAddress(filters, filter)}>Export these as CSV</DownloadLink>}
      >
        From the order that opened it until all of it was closed: those closed in the period, and the open ones.
      </PageHeader>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <StatusTabs chosen={filter.status} onChoose={(status) => change({ status })} />
        <UnderlyingInput
          key={filter.underlying}
          value={filter.underlying}
          onChange={(underlying) => change({ underlying })}
        />
      </div>
      <Card title="Trades" note={isReady ? howMany(trades.data.items, trades.data.count) : " "} flush>
        {trades.isPending && <TableSkeleton label="Loading the trades" rows={12} />}
        {trades.isError && <Failed what="The trades" message={trades.error.message} onRetry={trades.refetch} />}
        {isReady && trades.stale && <StaleNote onRetry={trades.refetch} />}
        {isReady && trades.data.items.length === 0 && (
          <NoTrades
            isNarrowed={isNarrowed}
            onClear={() => {
              change({ status: null, underlying: null });
              filters.change({ account: null, period: "all", from: null, to: null });
            }}
          />
        )}
        {isReady && trades.data.items.length > 0 && (
          <>
            <DataTable
              label="Trades"
              columns={tradeColumns(trades.data.items, filters.search, !trades.data.hasMore)}
              rows={trades.data.items}
              keyOf={({ id, account_id: account }) => account + id}
              unfold={({ id }) => <LegsOfTrade id={id} view={filters.view} />}
              unfoldLabel={(trade) => `The legs of ${trade.underlying} ${signatureInWords(trade)}`}
            />
            <MoreButton pages={trades.data} />
          </>
        )}
      </Card>
    </>
  );
}

function howMany(shown: Trade[], count = shown.length): string {
  return `${formatCount(shown.length)} of ${formatCount(count)}, newest opening first`;
}

function NoTrades({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (isNarrowed) {
    return <Empty action={<Button onClick={onClear}>Show all trades</Button>}>No trade matches these filters.</Empty>;
  }
  return (
    <Empty
      action={
        <ButtonLink look="primary" href="/import">
          Import a history
        </ButtonLink>
      }
    >
      There are no trades yet. Import the CSV of your tastytrade history, and they appear here.
    </Empty>
  );
}
