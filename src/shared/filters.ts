"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { isDay, newYorkDay } from "./days";
import { type PeriodName, PERIODS, type Span, spanOf } from "./period";
import { type View, VIEWS } from "./view";

const parsers = {
  account: parseAsString,
  period: parseAsStringLiteral(PERIODS).withDefault("all"),
  from: parseAsString,
  to: parseAsString,
  view: parseAsStringLiteral(VIEWS).withDefault("broker"),
};

/** What narrows every figure on a page; kept in the address, so it can be shared and follows from page to page. */
export interface Filters {
  /** One account's id; null for all of them. */
  account: string | null;
  period: PeriodName;
  span: Span;
  /** Whose rules assigned and exercised options are booked by. */
  view: View;
  /** The same as the end of an address, "?period=ytd" or "". */
  search: string;
  change: (
    changes: Partial<{
      account: string | null;
      period: PeriodName;
      from: string | null;
      to: string | null;
      view: View;
    }>,
  ) => void;
}

/** Read and change the filters of the page. */
export function useFilters(): Filters {
  const [{ account, period, from, to, view }, set] = useQueryStates(parsers, { history: "push" });
  const custom = { start: validDay(from), end: validDay(to) };
  const search = new URLSearchParams({
    ...(account && { account }),
    ...(period !== "all" && { period }),
    ...(period === "custom" && custom.start && { from: custom.start }),
    ...(period === "custom" && custom.end && { to: custom.end }),
    ...(view !== "broker" && { view }),
  }).toString();
  return {
    account,
    period,
    span: spanOf(period, newYorkDay(new Date()), custom),
    view,
    search: search && `?${search}`,
    change: (changes) => void set(changes),
  };
}

function validDay(text: string | null): string | undefined {
  return text && isDay(text) ? text : undefined;
}
