import { type Day } from "@/shared/days";
import { type Decimal } from "@/shared/decimal";
import { Amount } from "@/ui/amount";
import { DayCell } from "./day-cell";
import { intensityAmong, type Level } from "./intensity";
import { formatMonth, type Month, shortWeekday, type Week, weeksOf } from "./months";
import { type DaySums } from "./sums";
import { shortFigure } from "./words";

interface MonthGridProps {
  month: Month;
  sums: DaySums;
  /** The totals of the year's days, which the shades are measured by. */
  year: Decimal[];
  openDay: Day | null;
  onOpen: (day: Day) => void;
}

/** Monday to Friday, the week's total, weekends in their week, and the month's total below. */
export function MonthGrid({ month, sums, year, openDay, onOpen }: MonthGridProps) {
  const levelOf = intensityAmong(year);
  const weeks = weeksOf(month).filter((week) => week.days.some(Boolean) || week.weekend.some((day) => sums.of(day)));
  const all = weeks.flatMap(daysOf);
  const cell = { sums, levelOf, openDay, onOpen };
  return (
    <table
      aria-label={formatMonth(month)}
      className="w-full table-fixed border-separate border-spacing-1 px-2 pb-3 sm:px-4"
    >
      <thead>
        <tr className="text-xs text-muted">
          {["Mon", "Tue", "Wed", "Thu", "Fri"].map((name) => (
            <th key={name} scope="col" className="pb-1 font-medium">
              {name}
            </th>
          ))}
          <th
            scope="col"
            className="pr-2 pb-1 text-right font-medium"
            data-tip="With its weekend; this month's days only"
          >
            Week
          </th>
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <WeekRow key={daysOf(week)[0]} week={week} {...cell} />
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <td colSpan={5} className="px-2 pt-2">
            {formatMonth(month)}
          </td>
          <td className="pt-2 pr-2 text-right">
            <Figure usd={sums.total(all)} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

interface WeekRowProps extends Pick<MonthGridProps, "sums" | "openDay" | "onOpen"> {
  week: Week;
  levelOf: (figure: Decimal) => Level;
}

function WeekRow({ week, sums, levelOf, openDay, onOpen }: WeekRowProps) {
  const weekend = week.weekend.filter((day) => sums.of(day));
  const hasSome = daysOf(week).some((day) => sums.of(day));
  return (
    <tr>
      {week.days.map((day, at) => (
        <td key={day ?? at} className="p-0 align-top">
          {day && (
            <DayCell
              day={day}
              figures={sums.of(day)}
              levelOf={levelOf}
              isOpen={day === openDay}
              onOpen={() => onOpen(day)}
            />
          )}
        </td>
      ))}
      <td className="py-1 pr-2 text-right align-top text-sm">
        {hasSome && <Figure usd={sums.total(daysOf(week))} />}
        {weekend.map((day) => (
          <button
            key={day}
            type="button"
            aria-pressed={day === openDay}
            onClick={() => onOpen(day)}
            title="In the week's total"
            className="mt-1 ml-auto block rounded-sm text-xs text-muted hover:text-ink hover:underline aria-pressed:text-ink aria-pressed:underline"
          >
            {shortWeekday(day)} {shortFigure(sums.total([day]))}
          </button>
        ))}
      </td>
    </tr>
  );
}

/** To the cent where there is room for it. */
function Figure({ usd }: { usd: Decimal }) {
  return (
    <>
      <Amount usd={usd} signed toned className="max-sm:hidden" />
      <data value={usd} className="sm:hidden">
        {shortFigure(usd)}
      </data>
    </>
  );
}

function daysOf({ days, weekend }: Week): Day[] {
  return [...days.filter((day) => day !== null), ...weekend];
}
