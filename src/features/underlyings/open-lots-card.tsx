"use client";
import { type OpenLot, useOpenLots } from "@/backend/figures";
import { compareDecimals } from "@/shared/decimal";
import { Amount, Quantity } from "@/ui/amount";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { Ticker } from "@/ui/ticker";
import { When } from "@/ui/when";
import { BrokerRows } from "./broker-rows";

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
    cell: ({ value }) => <Amount usd={value} />,
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

/** What is open in one underlying, lot by lot, at what was paid or received for it. */
export function OpenLotsCard({ account, symbol }: { account: string | null; symbol: string }) {
  const lots = useOpenLots(account, symbol);
  return (
    <Card title="Open lots" note="Whatever the period; + long, − short" flush>
      {lots.isPending && <TableSkeleton label="Loading the open lots" rows={2} />}
      {lots.isError && <Failed what="The open lots" message={lots.error.message} onRetry={lots.refetch} />}
      {!lots.isPending && !lots.isError && lots.data.items.length === 0 && (
        <Empty className="border-t py-6">Nothing is open.</Empty>
      )}
      {!lots.isPending && !lots.isError && lots.data.items.length > 0 && (
        <DataTable
          label="Open lots"
          columns={COLUMNS}
          rows={lots.data.items}
          keyOf={({ id, account_id: owner }) => owner + id}
          unfold={(lot) => <BrokerRows ids={[lot.opening_id]} />}
          unfoldLabel={(lot) => `The broker's row that opened ${lot.symbol}`}
        />
      )}
    </Card>
  );
}
