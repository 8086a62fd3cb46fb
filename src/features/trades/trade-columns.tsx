import Link from "next/link";
import { type Trade } from "@/backend/trades";
import { compareDecimals, type Decimal, sumOf } from "@/shared/decimal";
import { formatCount } from "@/shared/money";
import { Amount, Missing } from "@/ui/amount";
import { type Column } from "@/ui/data-table";
import { TradeDay } from "./trade-day";
import { NO_MAX, percentInWords, reasonInWords, signatureInWords, STATUS_LABELS } from "./words";

/**
 * A trade at a glance, and the sum of those shown below. Sorting would sort only the pages that are here, so there is
 * none before all of them are.
 */
export function tradeColumns(trades: Trade[], search: string, isWhole: boolean): Column<Trade>[] {
  const columns: Column<Trade>[] = [
    {
      name: "trade",
      label: "Trade",
      hint: "The legs as opened, in lowest terms, and how many times that",
      cell: (trade) => (
        <Link
          data-row
          href={`/trades/${encodeURIComponent(trade.id)}${search}`}
          className="rounded-sm font-medium whitespace-nowrap hover:underline"
        >
          <span className="block text-xs font-normal text-muted sm:hidden">{trade.underlying}</span>
          {signatureInWords(trade)}
        </Link>
      ),
      compare: (a, b) => a.signature.localeCompare(b.signature, "en"),
      total: <span className="whitespace-nowrap">Total of {formatCount(trades.length)} shown</span>,
    },
    {
      name: "underlying",
      label: "Underlying",
      from: "sm",
      cell: ({ underlying }) => underlying,
      compare: (a, b) => a.underlying.localeCompare(b.underlying, "en"),
    },
    {
      name: "opened",
      label: "Opened",
      from: "md",
      cell: ({ opened_at: at }) => <TradeDay at={at} />,
      compare: (a, b) => a.opened_at.localeCompare(b.opened_at),
    },
    {
      name: "closed",
      label: "Closed",
      from: "sm",
      cell: ({ closed_at: at, status }) =>
        at ? <TradeDay at={at} /> : <span className="whitespace-nowrap">{STATUS_LABELS[status].toLowerCase()}</span>,
      compare: (a, b) => (a.closed_at ?? "9").localeCompare(b.closed_at ?? "9"),
    },
    {
      name: "days",
      label: "Days",
      hint: "Calendar days from the opening to the last closing, in New York",
      isFigure: true,
      from: "lg",
      cell: ({ days_held: days }) => (days === null ? <Missing because="Still open" /> : formatCount(days)),
      compare: (a, b) => (a.days_held ?? Number.MAX_SAFE_INTEGER) - (b.days_held ?? Number.MAX_SAFE_INTEGER),
    },
    money("gross", "Gross", "Of what is closed, before fees", trades, ({ gross }) => gross, "md"),
    money("fees", "Fees", "Commission and fees of what is closed, at opening and closing", trades, feesOf, "wide"),
    money("net", "Net", "Of what is closed, after fees", trades, ({ net }) => net),
    {
      name: "share",
      label: "% of max",
      hint: "Gross as a share of the most the trade could earn by its expiry",
      isFigure: true,
      from: "lg",
      cell: ({ share_of_max: share, status }) =>
        share === null ? <Missing because={status === "closed" ? NO_MAX : "Still open"} /> : percentInWords(share),
      compare: (a, b) => compareMissingLast(a.share_of_max, b.share_of_max),
    },
    {
      name: "reason",
      label: "How",
      hint: "How it was closed; mixed where its parts were closed in different ways",
      from: "lg",
      cell: ({ close_reason: reason }) =>
        reason === null ? <Missing because="Nothing of it is closed" /> : reasonInWords(reason),
      compare: (a, b) => (a.close_reason ?? "").localeCompare(b.close_reason ?? "", "en"),
    },
  ];
  return isWhole ? columns : columns.map((column) => ({ ...column, compare: undefined }));
}

/** Commission and fees of what is closed. */
export const feesOf = ({ fees_open: opening, fees_close: closing }: Pick<Trade, "fees_open" | "fees_close">) =>
  sumOf([opening, closing]);

function money(
  name: string,
  label: string,
  hint: string,
  trades: Trade[],
  of: (trade: Trade) => Decimal,
  from?: "md" | "wide",
): Column<Trade> {
  const isResult = name === "net";
  return {
    name,
    label,
    hint,
    from,
    isFigure: true,
    cell: (trade) =>
      trade.closings === 0 ? (
        <Missing because="Nothing of it is closed" />
      ) : (
        <Amount usd={of(trade)} signed={name !== "fees"} toned={isResult} />
      ),
    compare: (a, b) => compareDecimals(of(a), of(b)),
    total: <Amount usd={sumOf(trades.map(of))} signed={name !== "fees"} toned={isResult} />,
  };
}

function compareMissingLast(a: Decimal | null, b: Decimal | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareDecimals(a, b);
}
