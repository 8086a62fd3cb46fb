import { addDays, type Day } from "@/shared/days";

/** A month as text, "2025-01". */
export type Month = string;

/** A row of the month's grid: Monday to Friday, with the days of other months left out, and the weekend after. */
export interface Week {
  /** Five places; null where the day is another month's. */
  days: (Day | null)[];
  weekend: Day[];
}

const monthShown = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "long", year: "numeric" });
const shortShown = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short" });
const weekdayShown = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", weekday: "short" });

/** "January 2025" */
export function formatMonth(month: Month): string {
  return monthShown.format(new Date(`${month}-01T00:00:00Z`));
}

/** "Jan" */
export function shortMonth(month: Month): string {
  return shortShown.format(new Date(`${month}-01T00:00:00Z`));
}

/** "Sat" */
export function shortWeekday(day: Day): string {
  return weekdayShown.format(new Date(`${day}T00:00:00Z`));
}

/** The month so many months later, or earlier when negative. */
export function addMonths(month: Month, months: number): Month {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}

/** A month's last day: "2024-02" ends on "2024-02-29". */
export function lastDayOf(month: Month): Day {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** The twelve months of a year. */
export function monthsOf(year: string): Month[] {
  return Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, "0")}`);
}

/**
 * The weeks of a month, Monday first. A week has only this month's days, so that the weeks add up to the month; the
 * days at its edges belong to the neighbour's weeks. A weekend goes with the five days before it.
 */
export function weeksOf(month: Month): Week[] {
  const last = lastDayOf(month);
  const first = `${month}-01`;
  const inMonth = (day: Day) => day >= first && day <= last;
  const weeks: Week[] = [];
  for (let monday = addDays(first, -daysSinceMonday(first)); monday <= last; monday = addDays(monday, 7)) {
    const days = [0, 1, 2, 3, 4].map((later) => addDays(monday, later));
    const weekend = [5, 6].map((later) => addDays(monday, later)).filter(inMonth);
    weeks.push({ days: days.map((day) => (inMonth(day) ? day : null)), weekend });
  }
  return weeks;
}

/** Whether a day is a Saturday or Sunday: settlements are booked on those, too. */
export function isWeekend(day: Day): boolean {
  return daysSinceMonday(day) > 4;
}

function daysSinceMonday(day: Day): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Whether text is a month: "2025-13" is none. */
export function isMonth(text: string): boolean {
  return /^(19[7-9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/.test(text);
}

/** Whether text is a year the books can have. */
export function isYear(text: string): boolean {
  return /^(19[7-9]\d|20\d\d|21\d\d)$/.test(text);
}
