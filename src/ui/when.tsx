import { formatTime } from "@/shared/days";

/** A moment on the exchange's clock. */
export function When({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} className={className}>
      {formatTime(at)}
    </time>
  );
}
