"use client";
import { type BrokerRow, useRows } from "@/backend/rows";
import { grouped } from "@/shared/decimal";
import { countOf } from "@/shared/money";
import { Amount, Missing, Quantity } from "@/ui/amount";
import { ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { MoreButton } from "@/ui/more-button";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { Ticker } from "@/ui/ticker";
import { When } from "@/ui/when";

// In the order the server pages them: a column to sort by would sort only the pages that are here.
const COLUMNS: Column<BrokerRow>[] = [
  { name: "time", label: "Time", cell: ({ executed_at: at }) => <When at={at} isShortOnPhone /> },
  {
    name: "type",
    label: "Type",
    from: "sm",
    cell: (row) => (
      <span className="block max-w-40 truncate" title={whatHappened(row)}>
        {whatHappened(row)}
      </span>
    ),
  },
  {
    name: "symbol",
    label: "Symbol",
    cell: (row) => (row.symbol ? <Ticker symbol={row.symbol} /> : <Missing because="The row names no symbol" />),
  },
  {
    name: "description",
    label: "Description",
    from: "lg",
    isFlexible: true,
    cell: ({ description }) => (
      <span title={description} className="text-muted">
        {description}
      </span>
    ),
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

/** The most telling of the broker's three words for a row. */
function whatHappened({ type, sub_type: subType, action }: BrokerRow): string {
  return subType ?? action?.replaceAll("_", " ").toLowerCase() ?? type;
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
