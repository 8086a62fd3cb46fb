import { cn } from "@/shared/cn";
import { type Day } from "@/shared/days";
import { type Decimal } from "@/shared/decimal";
import { formatUsd } from "@/shared/money";
import { Amount } from "@/ui/amount";
import { type Level } from "./intensity";
import { formatMonth, type Month, shortMonth, weeksOf } from "./months";
import { shadeOf } from "./shades";
import { type DaySums } from "./sums";

interface SmallMonthProps {
  month: Month;
  total: Decimal;
  sums: DaySums;
  levelOf: (figure: Decimal) => Level;
  /** Give weekends a place of their own at the end of the week. */
  hasWeekends: boolean;
  onShow: () => void;
}

/** A month of the year's view: its total, and its days as shades. */
export function SmallMonth({ month, total, sums, levelOf, hasWeekends, onShow }: SmallMonthProps) {
  return (
    <button
      type="button"
      onClick={onShow}
      aria-label={`${formatMonth(month)}: ${formatUsd(total, { signed: true })}`}
      className="grid h-full w-full content-start gap-2 rounded-md border p-3 text-left hover:border-line-strong hover:bg-sunken"
    >
      <span className="flex flex-wrap items-baseline justify-between gap-x-2">
        <span className="text-sm text-muted">{shortMonth(month)}</span>
        <Amount usd={total} signed toned compact className="font-medium" />
      </span>
      <span aria-hidden className={cn("grid gap-1", hasWeekends ? "grid-cols-6" : "grid-cols-5")}>
        {weeksOf(month).flatMap(({ days, weekend }, week) => [
          ...days.map((day, at) => (
            <Shade key={day ?? `${week} ${at}`} days={day ? [day] : []} sums={sums} levelOf={levelOf} />
          )),
          hasWeekends && <Shade key={`${week} end`} days={weekend} sums={sums} levelOf={levelOf} />,
        ])}
      </span>
    </button>
  );
}

function Shade({ days, sums, levelOf }: Pick<SmallMonthProps, "sums" | "levelOf"> & { days: Day[] }) {
  const hasFigures = days.some((day) => sums.of(day));
  return (
    <span
      className={cn("h-3 rounded-sm", days.length > 0 && "bg-sunken", hasFigures && shadeOf(sums.total(days), levelOf))}
    />
  );
}
