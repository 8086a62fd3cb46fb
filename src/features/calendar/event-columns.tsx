import { type LedgerEvent } from "@/backend/days";
import { compareDecimals, type Decimal, sumOf } from "@/shared/decimal";
import { Amount, Missing, Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { TextLink } from "@/ui/button";
import { type Column } from "@/ui/data-table";
import { Ticker } from "@/ui/ticker";
import { When } from "@/ui/when";
import { eventInWords, isResult } from "./words";

/** An event at a glance; the total is of those shown that are a result. Sorting waits until all of them are here. */
export function eventColumns(events: LedgerEvent[], search: string, isWhole: boolean): Column<LedgerEvent>[] {
  const results = events.filter(isResult);
  const columns: Column<LedgerEvent>[] = [
    {
      name: "at",
      label: "Time",
      cell: ({ at }) => <When at={at} isShortOnPhone />,
      compare: (a, b) => a.at.localeCompare(b.at),
      total: isWhole ? "Total" : "Total of those shown",
    },
    {
      name: "what",
      label: "What",
      cell: (event) => (
        <span className="flex flex-wrap items-center gap-x-2">
          {eventInWords(event)} {!isResult(event) && <Badge>no result</Badge>}
        </span>
      ),
      compare: (a, b) => eventInWords(a).localeCompare(eventInWords(b), "en"),
    },
    {
      name: "symbol",
      label: "Symbol",
      from: "sm",
      cell: ({ symbol, trade_id: trade }) => <Symbol symbol={symbol} trade={trade} search={search} />,
      compare: (a, b) => (a.symbol ?? "").localeCompare(b.symbol ?? "", "en"),
    },
    {
      name: "quantity",
      label: "Quantity",
      isFigure: true,
      from: "md",
      cell: ({ quantity }) => (quantity === null ? <Missing because="Not a closing" /> : <Quantity of={quantity} />),
    },
    part("gross", "Gross", "Of a closing, before fees", results, ({ gross }) => gross),
    part("fees", "Fees", "Commission and fees of a closing, at opening and closing", results, ({ fees }) => fees),
    {
      name: "amount",
      label: "Result",
      hint: "A closing after fees, or the cash",
      isFigure: true,
      cell: (event) => <Amount usd={event.amount} signed toned={isResult(event)} />,
      compare: (a, b) => compareDecimals(a.amount, b.amount),
      total: <Amount usd={sumOf(results.map(({ amount }) => amount))} signed toned />,
    },
  ];
  return isWhole ? columns : columns.map((column) => ({ ...column, compare: undefined }));
}

function part(
  name: string,
  label: string,
  hint: string,
  results: LedgerEvent[],
  of: (event: LedgerEvent) => Decimal | null,
): Column<LedgerEvent> {
  return {
    name,
    label,
    hint,
    isFigure: true,
    from: "lg",
    cell: (event) => {
      const usd = of(event);
      return usd === null ? <Missing because="Not a closing" /> : <Amount usd={usd} signed={name === "gross"} />;
    },
    total: <Amount usd={sumOf(results.flatMap((event) => of(event) ?? []))} signed={name === "gross"} />,
  };
}

function Symbol({ symbol, trade, search }: { symbol: string | null; trade: string | null; search: string }) {
  if (!symbol) return <Missing because="Belongs to no symbol" />;
  if (!trade) return <Ticker symbol={symbol} />;
  return (
    <TextLink data-row href={`/trades/${encodeURIComponent(trade)}${search}`} title="The trade of this closing">
      <Ticker symbol={symbol} />
    </TextLink>
  );
}
