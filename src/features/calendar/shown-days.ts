"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { type Day, isDay, newYorkDay } from "@/shared/days";
import { addMonths, isMonth, isYear, type Month } from "./months";

const parsers = { month: parseAsString, year: parseAsString, day: parseAsString };

/** What the calendar shows: one month, or a year of them; and the day that is opened. */
export interface ShownDays {
  /** Null in the view of a year. */
  month: Month | null;
  year: string;
  day: Day | null;
  /** Whether there is something after it; nothing is after today. */
  hasNext: boolean;
  show: (shown: { month: Month } | { year: string }) => void;
  /** Go to the month or year before (-1) or after (1). */
  move: (by: 1 | -1) => void;
  open: (day: Day | null) => void;
}

/** Read and change what the calendar shows; it is in the address, and this month unless the address says otherwise. */
export function useShownDays(): ShownDays {
  const [asked, set] = useQueryStates(parsers, { history: "push" });
  const current = newYorkDay(new Date()).slice(0, 7);
  const isYearShown = asked.year !== null && isYear(asked.year);
  const month = asked.month && isMonth(asked.month) ? asked.month : current;
  const year = isYearShown ? (asked.year ?? "") : month.slice(0, 4);
  const show = (shown: { month?: Month; year?: string }) =>
    void set({ month: shown.month ?? null, year: shown.year ?? null, day: null });
  return {
    month: isYearShown ? null : month,
    year,
    day: asked.day && isDay(asked.day) ? asked.day : null,
    hasNext: isYearShown ? year < current.slice(0, 4) : month < current,
    show,
    move: (by) => show(isYearShown ? { year: String(Number(year) + by) } : { month: addMonths(month, by) }),
    open: (day) => void set({ day }),
  };
}
