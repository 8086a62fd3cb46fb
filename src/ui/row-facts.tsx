import { formatTime } from "@/shared/days";
import { type Decimal, grouped } from "@/shared/decimal";
import { exactUsd, formatQuantity } from "@/shared/money";
import { spoken } from "@/shared/symbols";

/** What of a broker's row is shown. */
export interface ShownRow {
  executed_at: string;
  type: string;
  sub_type: string | null;
  action: string | null;
  symbol: string | null;
  description: string;
  quantity: Decimal;
  price: Decimal | null;
  value: Decimal;
  commission: Decimal;
  fees: Decimal;
  net_value: Decimal;
  currency: string;
  order_id: string | null;
  raw?: Record<string, string> | null;
}

/** One of the broker's rows: what we read from it, and below that its own cells as the file had them. */
export function RowFacts({ row }: { row: ShownRow }) {
  const money = (amount: Decimal) => (row.currency === "USD" ? exactUsd(amount) : `${grouped(amount)} ${row.currency}`);
  return (
    <>
      <p className="font-medium">{row.description || row.sub_type || row.type}</p>
      <p className="text-muted">
        {[formatTime(row.executed_at), row.type, row.sub_type ?? row.action, row.symbol && spoken(row.symbol)]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1 tabular-nums sm:grid-cols-3">
        <Fact name="Quantity" about="Shares or contracts, without a sign" value={formatQuantity(row.quantity)} />
        <Fact
          name="Price"
          about="Per share, or per unit of premium"
          value={row.price === null ? "—" : money(row.price)}
        />
        <Fact name="Value" about="Cash before charges: + received, − paid" value={money(row.value)} />
        <Fact name="Commission" about="What the broker charged" value={money(row.commission)} />
        <Fact name="Fees" about="Clearing, exchange and regulatory fees" value={money(row.fees)} />
        <Fact
          name="Cash"
          about="What the row did to the account's cash, charges included"
          value={money(row.net_value)}
        />
        {row.order_id && <Fact name="Order" about="The broker's number of the order" value={row.order_id} />}
      </dl>
      {row.raw && <RawCells cells={row.raw} />}
    </>
  );
}

function Fact({ name, about, value }: { name: string; about: string; value: string }) {
  return (
    <div data-tip={about} className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="truncate">{value}</dd>
    </div>
  );
}

function RawCells({ cells }: { cells: Record<string, string> }) {
  return (
    <details className="mt-3 border-t pt-2">
      <summary className="text-xs text-muted">As the file had it</summary>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 font-mono text-xs">
        {Object.entries(cells).map(([heading, cell]) => (
          <div key={heading} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-muted">{heading}</dt>
            <dd className="break-words whitespace-pre-wrap">{cell}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
