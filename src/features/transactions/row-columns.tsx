import { StickyNote } from "lucide-react";
import { type BrokerRow } from "@/backend/rows";
import { grouped } from "@/shared/decimal";
import { Amount, Missing, Quantity } from "@/ui/amount";
import { type Column } from "@/ui/data-table";
import { Ticker } from "@/ui/ticker";
import { When } from "@/ui/when";

/** A broker row at a glance. In the order the server pages them: sorting would sort only the pages that are here. */
export const ROW_COLUMNS: Column<BrokerRow>[] = [
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
    cell: ({ symbol, note }) => (
      <span className="inline-flex items-center gap-2">
        {symbol ? <Ticker symbol={symbol} /> : <Missing because="The row names no symbol" />}
        {note && <NoteMark note={note} />}
      </span>
    ),
  },
  {
    name: "description",
    label: "Description",
    from: "wide",
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
  {
    name: "fees",
    label: "Commission",
    isFigure: true,
    from: "wide",
    cell: (row) => <Money row={row} of="commission" />,
  },
  { name: "other_fees", label: "Fees", isFigure: true, from: "lg", cell: (row) => <Money row={row} of="fees" /> },
  { name: "cash", label: "Cash", isFigure: true, cell: (row) => <Money row={row} of="net_value" /> },
];

/** The most telling of the broker's three words for a row. */
function whatHappened({ type, sub_type: subType, action }: BrokerRow): string {
  return subType ?? action?.replaceAll("_", " ").toLowerCase() ?? type;
}

/** That a row has a note, and which. */
function NoteMark({ note }: { note: string }) {
  return (
    <span title={note} className="text-accent">
      <StickyNote aria-hidden className="size-3.5" />
      <span className="sr-only">Note: {note}</span>
    </span>
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
