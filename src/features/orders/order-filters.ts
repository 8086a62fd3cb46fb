"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { type OrderFilter, type OrderGroup } from "@/backend/orders";
import { useFilters } from "@/shared/filters";

/** What a status comes to, as the filter calls it. */
export const GROUPS: Record<OrderGroup, string> = {
  working: "Working",
  filled: "Filled",
  ended: "Cancelled, rejected or expired",
};

const parsers = {
  underlying: parseAsString,
  status: parseAsStringLiteral(Object.keys(GROUPS) as OrderGroup[]),
  q: parseAsString,
  order: parseAsString,
};

type Changes = Partial<{
  underlying: string | null;
  status: OrderGroup | null;
  q: string | null;
  order: string | null;
}>;

/** What narrows the orders on this page beside the account and the period; all of it is kept in the address. */
export function useOrderFilters() {
  const { account, span } = useFilters();
  const [{ underlying, status, q, order }, set] = useQueryStates(parsers, { history: "replace" });
  const change = useCallback((changes: Changes) => void set(changes), [set]);
  const clear = useCallback(() => void set({ underlying: null, status: null, q: null, order: null }), [set]);
  const filter: OrderFilter = {
    account,
    span,
    underlying: underlying?.trim().toUpperCase() || undefined,
    group: status ?? undefined,
    search: q?.trim() || undefined,
    order: order?.trim() || undefined,
  };
  const isNarrowed = Boolean(filter.underlying ?? filter.group ?? filter.search ?? filter.order);
  return { filter, change, clear, isNarrowed, hasPeriod: Boolean(span.start ?? span.end) };
}

export type OrderFilters = ReturnType<typeof useOrderFilters>;
