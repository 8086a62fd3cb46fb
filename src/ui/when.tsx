import { cn } from "@/shared/cn";
import { formatDay, formatTime, newYorkDay } from "@/shared/days";

/** A moment on the exchange's clock; where there is little room only its day, and the rest on hovering. */
export function When({
  at,
  isShortOnPhone = false,
  className,
}: {
  at: string;
  isShortOnPhone?: boolean;
  className?: string;
}) {
  const whole = formatTime(at);
  return (
    <time dateTime={at} data-tip={whole} className={cn("whitespace-nowrap", className)}>
      <span className={cn(isShortOnPhone && "max-sm:hidden")}>{whole}</span>
      {isShortOnPhone && <span className="sm:hidden">{formatDay(newYorkDay(at))}</span>}
    </time>
  );
}
