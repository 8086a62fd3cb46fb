import { type DayFigures } from "@/backend/days";
import { type Day } from "@/shared/days";
import { type Decimal, sumOf } from "@/shared/decimal";
import { type Month } from "./months";

/** The figures of some days, by day and added up. */
export interface DaySums {
  of: (day: Day) => DayFigures | undefined;
  total: (days: readonly Day[]) => Decimal;
  closings: (days: readonly Day[]) => number;
}

/** Look up and add up what days brought; a day without figures counts nothing. */
export function sumsOf(figures: readonly DayFigures[]): DaySums {
  const byDay = new Map(figures.map((figure) => [figure.day, figure]));
  const found = (days: readonly Day[]) => days.flatMap((day) => byDay.get(day) ?? []);
  return {
    of: (day) => byDay.get(day),
    total: (days) => sumOf(found(days).map(({ total }) => total)),
    closings: (days) => found(days).reduce((sum, { closings }) => sum + closings, 0),
  };
}

/** The figures of one month's days. */
export function inMonth(figures: readonly DayFigures[], month: Month): DayFigures[] {
  return figures.filter(({ day }) => day.startsWith(`${month}-`));
}
