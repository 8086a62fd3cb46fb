import { type ReactNode } from "react";
import { type Order, type OrderLeg } from "@/backend/orders";
import { formatTime } from "@/shared/days";
import { formatQuantity } from "@/shared/money";
import { Amount, Missing, Quantity } from "@/ui/amount";
import { TextLink } from "@/ui/button";
import { type Column, DataTable } from "@/ui/data-table";
import { Ticker } from "@/ui/ticker";
import { legInWords, Moment, Price } from "./order-columns";

const UNTOLD = "The broker does not say";

/** Everything about one order: its legs with their fills, its times, and the way to the rows that it became. */
export function OrderDetails({ order }: { order: Order }) {
  const rows = new URLSearchParams({ account: order.account_id, order: order.broker_id });
  const hasFills = order.legs.some(({ filled }) => filled !== "0");
  return (
    <div className="grid gap-4 p-5">
      {order.reject_reason && <p className="max-w-2xl break-words">{order.reject_reason}</p>}
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm sm:grid-cols-3 lg:grid-cols-7">
        <Fact name="Order">{order.broker_id}</Fact>
        <Fact name="Type">{[order.type, order.time_in_force].filter(Boolean).join(", ") || "—"}</Fact>
        <Fact name="Price">
          <Price of={order} />
        </Fact>
        <Fact name="Received">
          <Moment at={order.received_at} />
        </Fact>
        <Fact name="Last changed">
          <Moment at={order.updated_at} />
        </Fact>
        <Fact name="Ended">
          <Moment at={order.terminal_at} />
        </Fact>
        <Fact name="Complex order">
          {order.complex_order_id === null ? (
            <Missing because="It belongs to none" />
          ) : (
            [order.complex_order_id, order.complex_order_tag].filter(Boolean).join(", ")
          )}
        </Fact>
      </dl>
      {order.legs.length > 0 && (
        <div className="min-w-0 rounded-md border bg-card">
          <DataTable
            label={`Legs of order ${order.broker_id}`}
            columns={LEG_COLUMNS}
            rows={order.legs.map((leg, place) => ({ ...leg, place }))}
            keyOf={({ place }) => String(place)}
            unfold={(leg) => <Fills of={leg} />}
            unfoldLabel={(leg) => `The fills of ${legInWords(leg)}`}
            isInside
          />
        </div>
      )}
      {hasFills && (
        <p className="text-sm">
          <TextLink href={`/transactions?${rows.toString()}`}>The rows it became</TextLink>
        </p>
      )}
    </div>
  );
}

const LEG_COLUMNS: Column<OrderLeg & { place: number }>[] = [
  { name: "action", label: "Action", cell: ({ action }) => action ?? <Missing because={UNTOLD} /> },
  {
    name: "symbol",
    label: "Symbol",
    cell: ({ symbol }) => (symbol ? <Ticker symbol={symbol} /> : <Missing because={UNTOLD} />),
  },
  {
    name: "instrument",
    label: "Instrument",
    from: "lg",
    cell: ({ instrument_type: type }) => type ?? <Missing because={UNTOLD} />,
  },
  { name: "quantity", label: "Quantity", isFigure: true, from: "sm", cell: ({ quantity }) => <Count of={quantity} /> },
  { name: "filled", label: "Filled", isFigure: true, cell: ({ filled }) => <Count of={filled} /> },
  {
    name: "remaining",
    label: "Remaining",
    isFigure: true,
    from: "md",
    cell: ({ remaining }) => <Count of={remaining} />,
  },
  {
    name: "average",
    label: "Average price",
    hint: "Of the fills by quantity, per share or unit of premium",
    isFigure: true,
    cell: ({ average_price: price }) =>
      price === null ? <Missing because="Nothing was filled, or a fill lacks its numbers" /> : <Amount usd={price} />,
  },
];

function Count({ of }: { of: string | null }) {
  return of === null ? <Missing because={UNTOLD} /> : <Quantity of={of} />;
}

/** Each execution of a leg. */
function Fills({ of: { fills } }: { of: OrderLeg }) {
  if (fills.length === 0) return <p className="px-5 py-3 text-sm text-muted">Nothing was filled.</p>;
  return (
    <ul className="grid gap-1 px-5 py-3 text-sm tabular-nums">
      {fills.map(({ quantity, price, filled_at: at }, place) => (
        <li key={place}>
          {quantity === null ? "—" : formatQuantity(quantity)} at {price === null ? "—" : <Amount usd={price} />}
          {at && <span className="text-muted"> · {formatTime(at)}</span>}
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
