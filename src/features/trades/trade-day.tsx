import { formatDay, formatTime, newYorkDay } from "@/shared/days";

/** The New York day of a moment; hovering tells the time. */
export function TradeDay({ at }: { at: string }) {
  return (
    <time dateTime={at} data-tip={formatTime(at)} className="whitespace-nowrap">
      {formatDay(newYorkDay(at))}
    </time>
  );
}
