import { type EquityCurve } from "@/backend/days";
import { formatDay } from "@/shared/days";
import { absolute, type Decimal, signOf } from "@/shared/decimal";
import { formatUsd } from "@/shared/money";

/** What the curve says where it ends: "Down $412.30 from the peak of May 3, 2025". */
export function findingOf({ items, total }: Pick<EquityCurve, "items" | "total">): string {
  const last = items.at(-1);
  if (!last) return "No day has a figure";
  const first = items[0]?.day ?? last.day;
  if (signOf(last.drawdown) === 0) {
    return signOf(total) > 0
      ? `At its peak: ${formatUsd(total, { signed: true })} since ${formatDay(first)}`
      : `Level since ${formatDay(first)}`;
  }
  const down = `Down ${formatUsd(absolute(last.drawdown))}`;
  const peak = items.findLast(({ drawdown }) => signOf(drawdown) === 0);
  return peak
    ? `${down} from the peak of ${formatDay(peak.day)}`
    : `${down} since ${formatDay(first)}, and never above`;
}

/** The deepest fall: "from May 3, 2020 to Jun 1, 2021"; from the start where there was no peak before it. */
export function deepestInWords({ peak_day: peak, bottom_day: bottom }: Pick<EquityCurve, "peak_day" | "bottom_day">) {
  if (!bottom) return "never below its peak";
  return peak ? `${formatDay(peak)} to ${formatDay(bottom)}` : `from the start to ${formatDay(bottom)}`;
}

/** What a day's flows were: money in, or out. */
export function flowInWords(flows: Decimal): string | null {
  const sign = signOf(flows);
  if (sign === 0) return null;
  return `${formatUsd(absolute(flows))} ${sign > 0 ? "deposited" : "withdrawn"}`;
}
