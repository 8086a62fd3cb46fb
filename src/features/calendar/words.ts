import { type DayFigures, type LedgerEvent } from "@/backend/days";
import { formatDay } from "@/shared/days";
import { absolute, compareDecimals, type Decimal, grouped, round, signOf } from "@/shared/decimal";
import { countOf, formatUsd } from "@/shared/money";
import { shortWeekday } from "./months";

/** Kinds of the ledger that are a result; the rest moves money without gain or loss, or is not understood yet. */
const RESULTS = new Set(["closing", "dividends", "interest", "lending", "fees", "fee_adjustments", "adjustments"]);

const KIND_WORDS: Record<string, string> = {
  dividends: "Dividend",
  interest: "Interest",
  lending: "Stock lending",
  fees: "Fee",
  fee_adjustments: "Fee adjustment",
  adjustments: "Balance adjustment",
  deposits: "Deposit",
  withdrawals: "Withdrawal",
  transfers: "Transfer",
  mark_to_market: "Futures’ daily settlement",
  unclassified: "Unclassified",
};

const REASON_WORDS: Record<string, string> = {
  expired: "Expired",
  assignment: "Assigned",
  exercise: "Exercised",
  delivery: "Delivered",
};

/** Whether an event counts in its day's total. */
export function isResult({ kind }: Pick<LedgerEvent, "kind">): boolean {
  return RESULTS.has(kind);
}

/** What an event was: "Closed", "Expired", "Dividend". */
export function eventInWords({ kind, reason }: Pick<LedgerEvent, "kind" | "reason">): string {
  if (kind !== "closing") return KIND_WORDS[kind] ?? kind.replaceAll("_", " ");
  return REASON_WORDS[reason ?? ""] ?? "Closed";
}

/** A figure where there is room for a few letters: "+412", "−1,412", "+13k", "−0.02". Its exact value is elsewhere. */
export function shortFigure(usd: Decimal): string {
  const isLarge = compareDecimals(absolute(usd), "10000") >= 0;
  const whole = round(absolute(usd), 0);
  const sign = ["−", "", "+"][signOf(usd) + 1] ?? "";
  if (whole === "0") return sign === "" ? "0" : `${sign}${round(absolute(usd), 2)}`;
  return `${sign}${isLarge ? `${grouped(round(`${whole.slice(0, -3)}.${whole.slice(-3)}`, 0))}k` : grouped(whole)}`;
}

/** A day for who cannot see its colour: "Thu, Nov 6, 2025: +$12.34, 3 closings". */
export function dayInWords({ day, total, closings }: Pick<DayFigures, "day" | "total" | "closings">): string {
  return `${longDay(day)}: ${formatUsd(total, { signed: true })}, ${countOf(closings, "closing")}`;
}

/** "Thu, Nov 6, 2025" */
export function longDay(day: string): string {
  return `${shortWeekday(day)}, ${formatDay(day)}`;
}
