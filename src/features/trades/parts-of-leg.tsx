import { type Closing, type OpenLot } from "@/backend/figures";
import { type TradeDetail } from "@/backend/trades";
import { sumOf } from "@/shared/decimal";
import { Amount, Quantity } from "@/ui/amount";
import { type Column, DataTable } from "@/ui/data-table";
import { RowsBehind } from "./rows-behind";
import { feesOf } from "./trade-columns";
import { TradeDay } from "./trade-day";
import { reasonInWords } from "./words";

/** What one leg is made of: its closings, and the lots that are open; each unfolds to the broker's rows. */
export function PartsOfLeg({ detail, symbol }: { detail: TradeDetail; symbol: string }) {
  const closings = detail.closings.filter((closing) => closing.symbol === symbol);
  const lots = detail.open_lots.filter((lot) => lot.symbol === symbol);
  return (
    <div className="grid gap-3 py-3 pl-6">
      {closings.length > 0 && (
        <DataTable
          label={`Closings of ${symbol}`}
          columns={closingColumns(closings)}
          rows={closings}
          keyOf={({ id }) => id}
          unfold={({ opening_id: opening, closing_id: closing }) => <RowsBehind ids={[opening, closing]} />}
          unfoldLabel={() => "The broker's rows behind this closing"}
          isInside
        />
      )}
      {lots.length > 0 && (
        <DataTable
          label={`Open lots of ${symbol}`}
          columns={LOT_COLUMNS}
          rows={lots}
          keyOf={({ id }) => id}
          unfold={({ opening_id: opening }) => <RowsBehind ids={[opening]} />}
          unfoldLabel={() => "The broker's row that opened this lot"}
          isInside
        />
      )}
    </div>
  );
}

const closingColumns = (closings: Closing[]): Column<Closing>[] => [
  { name: "opened", label: "Opened", from: "sm", cell: ({ opened_at: at }) => <TradeDay at={at} />, total: "Total" },
  { name: "closed", label: "Closed", cell: ({ closed_at: at }) => <TradeDay at={at} /> },
  { name: "reason", label: "How", from: "sm", cell: ({ reason }) => reasonInWords(reason) },
  {
    name: "quantity",
    label: "Quantity",
    hint: "Contracts or shares that this closing took",
    isFigure: true,
    cell: ({ quantity }) => <Quantity of={quantity} />,
    total: <Quantity of={sumOf(closings.map(({ quantity }) => quantity))} />,
  },
  {
    name: "gross",
    label: "Gross",
    hint: "Before fees",
    isFigure: true,
    from: "sm",
    cell: ({ gross }) => <Amount usd={gross} signed />,
    total: <Amount usd={sumOf(closings.map(({ gross }) => gross))} signed />,
  },
  {
    name: "fees",
    label: "Fees",
    hint: "Commission and fees, at opening and closing",
    isFigure: true,
    from: "md",
    cell: (closing) => <Amount usd={feesOf(closing)} />,
    total: <Amount usd={sumOf(closings.map(feesOf))} />,
  },
  {
    name: "net",
    label: "Net",
    hint: "Gross after fees",
    isFigure: true,
    cell: ({ net }) => <Amount usd={net} signed toned />,
    total: <Amount usd={sumOf(closings.map(({ net }) => net))} signed toned />,
  },
];

const LOT_COLUMNS: Column<OpenLot>[] = [
  { name: "opened", label: "Opened", cell: ({ opened_at: at }) => <TradeDay at={at} /> },
  { name: "state", label: "How", cell: () => "open" },
  {
    name: "quantity",
    label: "Quantity",
    hint: "+ long, − short",
    isFigure: true,
    cell: ({ quantity }) => <Quantity of={quantity} />,
  },
  {
    name: "value",
    label: "Value at opening",
    hint: "Before fees: − paid, + received. An outright future's is its notional, for which no cash moved.",
    isFigure: true,
    cell: ({ value }) => <Amount usd={value} />,
  },
  { name: "fees", label: "Fees", isFigure: true, from: "sm", cell: ({ fees }) => <Amount usd={fees} /> },
];
