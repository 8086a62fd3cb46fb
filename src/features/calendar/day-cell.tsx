import { type DayFigures } from "@/backend/days";
import { cn } from "@/shared/cn";
import { type Day } from "@/shared/days";
import { type Decimal } from "@/shared/decimal";
import { countOf, formatUsd } from "@/shared/money";
import { type Level } from "./intensity";
import { shadeOf } from "./shades";
import { dayInWords, shortFigure } from "./words";

const box = "flex h-14 w-full flex-col rounded-md px-1 py-1 text-left sm:h-[4.5rem] sm:px-2 sm:py-1.5";

interface DayCellProps {
  day: Day;
  figures?: DayFigures;
  levelOf: (figure: Decimal) => Level;
  isOpen: boolean;
  onOpen: () => void;
}

/** One day of the grid: its number, what it brought, and how many closings that was. */
export function DayCell({ day, figures, levelOf, isOpen, onOpen }: DayCellProps) {
  const number = <span className="text-xs text-muted">{Number(day.slice(8))}</span>;
  if (!figures) return <div className={cn(box, "border border-transparent bg-sunken")}>{number}</div>;
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      aria-label={dayInWords(figures)}
      title={dayInWords(figures)}
      onClick={onOpen}
      className={cn(
        box,
        "border hover:border-line-strong",
        shadeOf(figures.total, levelOf),
        isOpen && "border-ink hover:border-ink",
      )}
    >
      <span className="text-xs text-ink/80">{Number(day.slice(8))}</span>
      <span className="text-sm font-medium whitespace-nowrap tabular-nums">
        <span className="max-md:hidden">{formatUsd(figures.total, { signed: true, compact: true })}</span>
        <span className="text-xs md:hidden">{shortFigure(figures.total)}</span>
      </span>
      {figures.closings > 0 && (
        <span className="text-xs text-ink/80 max-sm:hidden">
          {figures.closings}
          <span className="max-lg:hidden"> {countOf(figures.closings, "closing").replace(/^\S+ /, "")}</span>
        </span>
      )}
    </button>
  );
}
