"use client";
import { type Closing, csvOf, type Scope, useClosings } from "@/backend/figures";
import { countOf } from "@/shared/money";
import { Amount, Quantity } from "@/ui/amount";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { DownloadLink } from "@/ui/download-link";
import { MoreButton } from "@/ui/more-button";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { Ticker } from "@/ui/ticker";
import { When } from "@/ui/when";
import { RowsBehind } from "./rows-behind";

// In the order the server pages them: a column to sort by would sort only the pages that are here.
const COLUMNS: Column<Closing>[] = [
  { name: "closed", label: "Closed", cell: ({ closed_at: at }) => <When at={at} isShortOnPhone /> },
  { name: "symbol", label: "Symbol", cell: ({ symbol }) => <Ticker symbol={symbol} /> },
  { name: "side", label: "Side", from: "md", cell: ({ is_short: isShort }) => (isShort ? "short" : "long") },
  { name: "reason", label: "How", from: "md", cell: ({ reason }) => reason.replaceAll("_", " ") },
  {
    name: "quantity",
    label: "Quantity",
    isFigure: true,
    from: "sm",
    cell: ({ quantity }) => <Quantity of={quantity} />,
  },
  { name: "gross", label: "Gross", isFigure: true, from: "sm", cell: ({ gross }) => <Amount usd={gross} signed /> },
  {
    name: "fees_open",
    label: "Fees opening",
    isFigure: true,
    from: "lg",
    cell: ({ fees_open: fees }) => <Amount usd={fees} />,
  },
  {
    name: "fees_close",
    label: "Fees closing",
    isFigure: true,
    from: "lg",
    cell: ({ fees_close: fees }) => <Amount usd={fees} />,
  },
  { name: "net", label: "Net", isFigure: true, cell: ({ net }) => <Amount usd={net} signed toned /> },
];

/** Every closing of one underlying in the period; each unfolds to the broker's rows it was made of. */
export function ClosingsCard({ scope, symbol, search }: { scope: Scope; symbol: string; search: string }) {
  const closings = useClosings(scope, symbol);
  const hasSome = !closings.isPending && !closings.isError && closings.data.items.length > 0;
  return (
    <Card
      title="Closings"
      note={
        hasSome
          ? `${countOf(closings.data.items.length, "closing")}${closings.data.hasMore ? " so far" : ""}, newest first`
          : "Newest first"
      }
      aside={hasSome && <DownloadLink href={csvOf.closings(scope, symbol)}>CSV</DownloadLink>}
      flush
    >
      {closings.isPending && <TableSkeleton label="Loading the closings" />}
      {closings.isError && <Failed what="The closings" message={closings.error.message} onRetry={closings.refetch} />}
      {!closings.isPending && !closings.isError && !hasSome && (
        <Empty className="border-t py-6">Nothing was closed in this period.</Empty>
      )}
      {hasSome && (
        <>
          <DataTable
            label="Closings"
            columns={COLUMNS}
            rows={closings.data.items}
            keyOf={({ id, account_id: owner }) => owner + id}
            unfold={(closing) => (
              <RowsBehind ids={[closing.opening_id, closing.closing_id]} tradeId={closing.trade_id} search={search} />
            )}
            unfoldLabel={(closing) => `The broker's rows behind ${closing.symbol}`}
          />
          <MoreButton pages={closings.data} />
        </>
      )}
    </Card>
  );
}
