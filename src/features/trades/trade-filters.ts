"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type TradeFilter, type TradeStatus } from "@/backend/trades";

export const STATUSES = ["open", "partly_closed", "closed"] as const satisfies readonly TradeStatus[];

const parsers = { status: parseAsStringLiteral(STATUSES), underlying: parseAsString };

/** Which trades the reader wants; kept in the address. */
export function useTradeFilter(): [TradeFilter, (changes: Partial<TradeFilter>) => void] {
  const [filter, set] = useQueryStates(parsers, { history: "push" });
  return [filter, (changes) => void set(changes)];
}
