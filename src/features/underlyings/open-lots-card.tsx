"use client";
import { csvOf, type OpenLot, type Scope, useOpenLots } from "@/backend/figures";
import { compareDecimals } from "@/shared/decimal";
import { Amount, Quantity } from "@/ui/amount";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { DownloadLink } from "@/ui/download-link";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { Ticker } from "@/ui/ticker";
import { When } from "@/ui/when";
import { RowsBehind } from "./rows-behind";

const COLUMNS: Column<OpenLot>[] = [
  {
    name: "symbol",
    label: "Symbol",
    cell: ({ symbol }) => <Ticker symbol={symbol} />,
    compare: (a, b) => a.symbol.localeCompare(b.symbol, "en"),
  },
  {
    name: "quantity",
    label: "Quantity",
    isFigure: true,
    cell: ({ quantity }) => <Quantity of={quantity} />,
    compare: (a, b) => compareDecimals(a.quantity, b.quantity),
  },
  {
    name: "value",
    label: "Value at opening",
    isFigure: true,
    cell: (lot) => <OpeningValue lot={lot} />,
    compare: (a, b) => compareDecimals(a.value, b.value),
  },
  { name: "fees", label: "Fees", isFigure: true, from: "sm", cell: ({ fees }) => <Amount usd={fees} /> },
  {
    name: "opened",
    label: "Opened",
    isFigure: true,
    from: "sm",
    cell: ({ opened_at: at }) => <When at={at} />,
    compare: (a, b) => a.opened_at.localeCompare(b.opened_at),
  },
];

function OpeningValue({ lot: { instrument_type: type, value } }: { lot: OpenLot }) {
  if (type !== "Future") return <Amount usd={value} />;
  const about = "the contract's size at opening. No cash moved for it, and it is in no total";
  return <Amount usd={value} about={about} className="text-muted" />;
}

interface OpenLotsCardProps {
  scope: Omit<Scope, "span">;
  symbol: string;
  search: string;
}

/** What is open in one underlying, lot by lot, at what was paid or received for it. */
export function OpenLotsCard({ scope, symbol, search }: OpenLotsCardProps) {
  const lots = useOpenLots(scope, symbol);
  const hasSome = !lots.isPending && !lots.isError && lots.data.items.length > 0;
  return (
    <Card
      title="Open lots"
      note="Whatever the period; + long, − short"
      aside={hasSome && <DownloadLink href={csvOf.openLots(scope, symbol)}>CSV</DownloadLink>}
      flush
    >
      {lots.isPending && <TableSkeleton label="Loading the open lots" rows={2} />}
      {lots.isError && <Failed what="The open lots" message={lots.error.message} onRetry={lots.refetch} />}
      {!lots.isPending && !lots.isError && lots.data.items.length === 0 && (
        <Empty className="border-t py-6">Nothing is open.</Empty>
      )}
      {hasSome && (
        <DataTable
          label="Open lots"
          columns={COLUMNS}
          rows={lots.data.items}
          keyOf={({ id, account_id: owner }) => owner + id}
          unfold={(lot) => <RowsBehind ids={[lot.opening_id]} tradeId={lot.trade_id} search={search} />}
          unfoldLabel={(lot) => `The broker's row that opened ${lot.symbol}`}
        />
      )}
    </Card>
  );
}
