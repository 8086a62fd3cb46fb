import { type Delivery, type Trade, type TradeDetail, type TradeStatus } from "@/backend/trades";
import { formatTime } from "@/shared/days";
import { type Decimal, grouped, round, signOf } from "@/shared/decimal";
import { countOf, formatQuantity } from "@/shared/money";
import { spoken } from "@/shared/symbols";

export const STATUS_LABELS: Record<TradeStatus, string> = {
  open: "Open",
  partly_closed: "Partly closed",
  closed: "Closed",
};

/** A trade's legs as opened, and how many times that: "−1P +1P × 2". */
export function signatureInWords({ signature, units }: Pick<Trade, "signature" | "units">): string {
  const legs = signature.replaceAll("-", "−");
  return units === null || units === "1" ? legs : `${legs} × ${formatQuantity(units)}`;
}

const REASON_WORDS: Record<string, string> = {
  trade: "traded",
  assignment: "assigned",
  exercise: "exercised",
  delivery: "delivered",
};

/** How something was closed: "expired", "assigned", "mixed" where its parts differ. */
export function reasonInWords(reason: string): string {
  return REASON_WORDS[reason] ?? reason.replaceAll("_", " ");
}

/** A share as whole per cent: "0.853" is "85%", "-1.2" is "−120%". */
export function percentInWords(share: Decimal): string {
  const percent = round(share, 2)
    .replace(".", "")
    .replace(/^(-?)0+(?=\d)/, "$1");
  return `${grouped(percent)}%`;
}

/** Why there is no greatest profit. */
export const NO_MAX = "Not defined: no short option, several expiries, or futures";

/** A trade's life in a line: "Opened Jan 3, 2025, 10:05 AM ET · closed Jan 17, 2025, 4:00 PM ET · 15 days · expired". */
export function storyOf(trade: Pick<Trade, "opened_at" | "closed_at" | "days_held" | "close_reason">): string {
  return [
    `Opened ${formatTime(trade.opened_at)}`,
    trade.closed_at && `closed ${formatTime(trade.closed_at)}`,
    trade.days_held !== null && countOf(trade.days_held, "day"),
    trade.close_reason && reasonInWords(trade.close_reason),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Whether opening brought cash or took it. */
export function openingInWords(value: Decimal): string {
  return ["paid, a debit", "no cash moved", "received, a credit"][signOf(value) + 1] ?? "";
}

/** What became of an option of this trade: "2 × GGLL 11/21/25 95 P assigned into 200 GGLL". */
export function deliveryInWords(delivery: Delivery): { option: string; verb: string; delivered: string } {
  return {
    option: `${formatQuantity(delivery.contracts)} × ${spoken(delivery.option_symbol)}`,
    verb: delivery.kind === "exercise" ? "exercised" : "assigned",
    delivered: `${formatQuantity(delivery.units)} ${spoken(delivery.stock_symbol)}`,
  };
}

/** Whether a delivery opened shares of this trade or closed some: "came from" an option, or "closed by" it. */
export function deliveredIn({ closings, open_lots: lots }: TradeDetail, { stock_row: row }: Delivery): string {
  return [...closings, ...lots].some(({ opening_id: opening }) => opening === row) ? "came from" : "closed by";
}

/** The other trades a delivery leads to, and the ones it came from, seen from one trade. */
export function trailOf(delivery: Delivery, tradeId: string): { isFromHere: boolean; into: string[]; from: string[] } {
  const others = (ids: readonly string[]) => [...new Set(ids)].filter((id) => id !== tradeId);
  const isFromHere = delivery.option_trades.includes(tradeId);
  return {
    isFromHere,
    into: isFromHere ? others(delivery.stock_trades) : [],
    from: delivery.stock_trades.includes(tradeId) ? others(delivery.option_trades) : [],
  };
}
