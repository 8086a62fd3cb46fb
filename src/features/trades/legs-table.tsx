import { type TradeDetail, type TradeLeg } from "@/backend/trades";
import { formatDay } from "@/shared/days";
import { type Decimal, sumOf } from "@/shared/decimal";
import { formatQuantity } from "@/shared/money";
import { Amount, Missing, Quantity } from "@/ui/amount";
import { type Column, DataTable } from "@/ui/data-table";
import { Ticker } from "@/ui/ticker";
import { PartsOfLeg } from "./parts-of-leg";
import { feesOf } from "./trade-columns";

/** A trade's legs, by expiry and strike; each unfolds to the lots and closings it is made of. */
export function LegsTable({ detail, isInside = true }: { detail: TradeDetail; isInside?: boolean }) {
  return (
    <DataTable
      label="Legs"
      columns={columnsOf(detail.legs)}
      rows={detail.legs}
      keyOf={({ symbol }) => symbol}
      unfold={({ symbol }) => <PartsOfLeg detail={detail} symbol={symbol} />}
      unfoldLabel={({ symbol }) => `The lots and closings of ${symbol}`}
      isInside={isInside}
    />
  );
}

function columnsOf(legs: TradeLeg[]): Column<TradeLeg>[] {
  const money = (
    name: string,
    label: string,
    hint: string,
    of: (leg: TradeLeg) => Decimal,
    from?: "sm" | "md" | "lg",
  ): Column<TradeLeg> => ({
    name,
    label,
    hint,
    from,
    isFigure: true,
    cell: (leg) => <Amount usd={of(leg)} signed={name !== "fees"} toned={name === "net"} />,
    total: <Amount usd={sumOf(legs.map(of))} signed={name !== "fees"} toned={name === "net"} />,
  });
  return [
    { name: "symbol", label: "Leg", cell: ({ symbol }) => <Ticker symbol={symbol} />, total: "Total" },
    {
      name: "expires",
      label: "Expires",
      from: "lg",
      cell: ({ expires_on: day }) => (day ? formatDay(day) : <Missing because="This leg does not expire" />),
    },
    {
      name: "opened",
      label: "Opened",
      hint: "Contracts or shares: + bought, − sold",
      isFigure: true,
      from: "sm",
      cell: ({ opened }) => signedQuantity(opened),
    },
    {
      name: "closed",
      label: "Closed",
      hint: "How many of those are closed",
      isFigure: true,
      from: "md",
      cell: ({ closed }) => <Quantity of={closed} />,
    },
    {
      name: "open",
      label: "Open",
      hint: "What is left: + long, − short",
      isFigure: true,
      from: "md",
      cell: ({ open }) => signedQuantity(open),
    },
    money(
      "opening_value",
      "Opening cash",
      "Cash of opening all of it before fees: + received, − paid",
      ({ opening_value: value }) => value,
      "lg",
    ),
    money("gross", "Gross", "Of what is closed, before fees", ({ gross }) => gross, "sm"),
    money("fees", "Fees", "Commission and fees of what is closed, at opening and closing", feesOf, "lg"),
    money("net", "Net", "Of what is closed, after fees", ({ net }) => net),
  ];
}

function signedQuantity(quantity: Decimal): string {
  const shown = formatQuantity(quantity);
  return shown.startsWith("−") || shown === "0" ? shown : `+${shown}`;
}
