"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { type InstrumentType, type RowFilter } from "@/backend/rows";
import { useFilters } from "@/shared/filters";

export const INSTRUMENT_TYPES: readonly InstrumentType[] = [
  "Equity",
  "Equity Option",
  "Future",
  "Future Option",
  "Cryptocurrency",
  "Bond",
  "Unknown",
];

/** The broker's types of rows, and the sub-types of each. */
export const KINDS: Record<string, string[]> = {
  Trade: ["Buy to Open", "Sell to Open", "Buy to Close", "Sell to Close", "Buy", "Sell"],
  "Receive Deliver": [
    "Assignment",
    "Exercise",
    "Expiration",
    "Cash Settled Assignment",
    "Cash Settled Exercise",
    "Futures Settlement",
    "Symbol Change",
    "Forward Split",
    "Reverse Split",
    "Stock Merger",
    "Cash Merger",
    "Maturity",
    "ACAT",
  ],
  "Money Movement": [
    "Dividend",
    "Deposit",
    "Withdrawal",
    "Transfer",
    "Credit Interest",
    "Debit Interest",
    "Fully Paid Stock Lending Income",
    "Fee",
    "Balance Adjustment",
    "Mark to Market",
  ],
};

const parsers = {
  underlying: parseAsString,
  type: parseAsStringLiteral(INSTRUMENT_TYPES),
  kind: parseAsString,
  q: parseAsString,
  order: parseAsString,
};

type Changes = Partial<{
  underlying: string | null;
  type: InstrumentType | null;
  kind: string | null;
  q: string | null;
  order: string | null;
}>;

/** What narrows the rows on this page beside the account and the period; all of it is kept in the address. */
export function useRowFilters() {
  const { account, span, search: carried } = useFilters();
  const [{ underlying, type, kind, q, order }, set] = useQueryStates(parsers, { history: "replace" });
  const change = useCallback((changes: Changes) => void set(changes), [set]);
  const clear = useCallback(() => void set({ underlying: null, type: null, kind: null, q: null, order: null }), [set]);
  const filter: RowFilter = {
    account,
    span,
    underlying: underlying?.trim().toUpperCase() || undefined,
    instrumentType: type ?? undefined,
    kind: kind?.trim() || undefined,
    search: q?.trim() || undefined,
    order: order?.trim() || undefined,
  };
  const isNarrowed = Boolean(
    filter.underlying ?? filter.instrumentType ?? filter.kind ?? filter.search ?? filter.order,
  );
  return { filter, carried, change, clear, isNarrowed, hasPeriod: Boolean(span.start ?? span.end) };
}

export type RowFilters = ReturnType<typeof useRowFilters>;
