"use client";
import { type BrokerRow, useRows } from "@/backend/rows";
import { grouped } from "@/shared/decimal";
import { countOf } from "@/shared/money";
import { Amount, Quantity } from "@/ui/amount";
import { ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { MoreButton } from "@/ui/more-button";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { When } from "@/ui/when";

// In the order the server pages them: a column to sort by would sort only the pages that are here.
const COLUMNS: Column<BrokerRow>[] = [
  { name: "time", label: "Time", cell: ({ executed_at: at }) => <When at={at} className="whitespace-nowrap" /> },
  { name: "type", label: "Type", from: "sm", cell: (row) => <TypeCell row={row} /> },
  { name: "symbol", label: "Symbol", cell: (row) => <span className="whitespace-pre">{row.symbol ?? "—"}</span> },
  {
    name: "description",
    label: "Description",
    from: "lg",
    cell: (row) => <span className="line-clamp-1 max-w-72 text-muted">{row.description}</span>,
  },
  {
    name: "quantity",
    label: "Quantity",
    isFigure: true,
    from: "md",
    cell: ({ quantity }) => <Quantity of={quantity} />,
  },
  { name: "value", label: "Value", isFigure: true, from: "md", cell: (row) => <Money row={row} of="value" /> },
  { name: "fees", label: "Commission", isFigure: true, from: "lg", cell: (row) => <Money row={row} of="commission" /> },
  { name: "other_fees", label: "Fees", isFigure: true, from: "lg", cell: (row) => <Money row={row} of="fees" /> },
  { name: "cash", label: "Cash", isFigure: true, cell: (row) => <Money row={row} of="net_value" /> },
];

/** The broker's rows, newest first. */
export function RowsCard({ account }: { account: string | null }) {
  const rows = useRows(account);
  const hasSome = !rows.isPending && !rows.isError && rows.data.items.length > 0;
  return (
    <Card
      title="Broker rows"
      note={
        hasSome
          ? `${countOf(rows.data.items.length, "row")}${rows.data.hasMore ? " so far" : ""}, newest first`
          : "Newest first"
      }
      flush
    >
      {rows.isPending && <TableSkeleton label="Loading the rows" rows={12} />}
      {rows.isError && <Failed what="The rows" message={rows.error.message} onRetry={rows.refetch} />}
      {!rows.isPending && !rows.isError && !hasSome && (
        <Empty
          action={
            <ButtonLink look="primary" href="/import">
              Import a history
            </ButtonLink>
          }
        >
          There are no rows yet.
        </Empty>
      )}
      {hasSome && (
        <>
          <DataTable label="Broker rows" columns={COLUMNS} rows={rows.data.items} keyOf={({ id }) => id} />
          <MoreButton pages={rows.data} />
        </>
      )}
    </Card>
  );
}

function TypeCell({ row }: { row: BrokerRow }) {
  return (
    <>
      {row.sub_type ?? row.action?.replaceAll("_", " ").toLowerCase() ?? row.type}
      {row.sub_type && row.sub_type !== row.type && <span className="text-muted"> · {row.type}</span>}
    </>
  );
}

/** Another currency's amounts are not dollars, so they say which they are. */
function Money({ row, of }: { row: BrokerRow; of: "value" | "commission" | "fees" | "net_value" }) {
  if (row.currency === "USD") return <Amount usd={row[of]} />;
  return (
    <span className="whitespace-nowrap">
      {grouped(row[of])} {row.currency}
    </span>
  );
}
