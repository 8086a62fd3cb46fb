import { type Order, type OrderLeg } from "@/backend/orders";
import { formatQuantity } from "@/shared/money";
import { spoken } from "@/shared/symbols";
import { Amount, Missing, Quantity } from "@/ui/amount";
import { type Column } from "@/ui/data-table";
import { Ticker } from "@/ui/ticker";
import { When } from "@/ui/when";

const UNTOLD = "The broker does not say";

/** An order at a glance. In the order the server pages them: sorting would sort only the pages that are here. */
export const ORDER_COLUMNS: Column<Order>[] = [
  {
    name: "time",
    label: "Received",
    cell: ({ received_at: received, updated_at: updated }) => <Moment at={received ?? updated} isShortOnPhone />,
  },
  {
    name: "underlying",
    label: "Underlying",
    cell: ({ underlying }) => (underlying ? <Ticker symbol={underlying} /> : <Missing because={UNTOLD} />),
  },
  { name: "status", label: "Status", cell: (order) => <Status of={order} /> },
  {
    name: "legs",
    label: "Legs",
    from: "lg",
    isFlexible: true,
    cell: ({ legs }) => {
      const words = legs.map(legInWords).join(", ");
      return words ? (
        <span title={words} className="text-muted">
          {words}
        </span>
      ) : (
        <Missing because={UNTOLD} />
      );
    },
  },
  { name: "type", label: "Type", from: "md", cell: ({ type }) => type ?? <Missing because={UNTOLD} /> },
  {
    name: "tif",
    label: "In force",
    hint: "How long the order was to stand",
    from: "lg",
    cell: ({ time_in_force: tif }) => tif ?? <Missing because={UNTOLD} />,
  },
  {
    name: "size",
    label: "Size",
    isFigure: true,
    from: "sm",
    cell: ({ size }) => (size === null ? <Missing because={UNTOLD} /> : <Quantity of={size} />),
  },
  {
    name: "price",
    label: "Price",
    hint: "Per unit of its size: + a credit, − a debit",
    isFigure: true,
    from: "sm", // a phone has no room for it; what unfolds says it
    cell: (order) => <Price of={order} />,
  },
];

/** A moment, or that there is none. */
export function Moment({ at, isShortOnPhone }: { at: string | null; isShortOnPhone?: boolean }) {
  return at ? <When at={at} isShortOnPhone={isShortOnPhone} /> : <Missing because={UNTOLD} />;
}

/** An order's status in the broker's words, a new one as it is. */
function Status({ of: { status, reject_reason: reason } }: { of: Order }) {
  if (!status) return <Missing because={UNTOLD} />;
  return <span data-tip={reason ?? undefined}>{status}</span>;
}

/** What was to be paid or received for each unit; a sign only where the broker says which. */
export function Price({ of: { price, price_effect: effect, stop_trigger: trigger, value } }: { of: Order }) {
  if (price !== null) return <Amount usd={price} signed={effect === "Credit"} about={effect ?? undefined} />;
  if (trigger !== null) return <Amount usd={trigger} about="The price at which the order sets off" />;
  if (value !== null) return <Amount usd={value} about="For all of it" />;
  return <Missing because="The order has no price" />;
}

/** "Sell to Open 2 SPY 03/21/25 500 P" */
export function legInWords({ action, quantity, symbol }: OrderLeg): string {
  const parts = [action, quantity === null ? null : formatQuantity(quantity), symbol && spoken(symbol)];
  return parts.filter(Boolean).join(" ") || "—";
}
