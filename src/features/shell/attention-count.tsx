"use client";
import { stillToDo, useAttention } from "@/backend/rows";
import { cn } from "@/shared/cn";
import { useFilters } from "@/shared/filters";
import { countOf, formatCount } from "@/shared/money";

/** How many things nobody has looked at yet; nothing where there are none, or where it is not known. */
export function AttentionCount({ className }: { className?: string }) {
  const { account } = useFilters();
  const attention = useAttention(account);
  if (attention.isPending || attention.isError) return null;
  const count = stillToDo(attention.data.items).length;
  if (!count) return null;
  return (
    <span
      title={`${countOf(count, "thing")} to look at`}
      className={cn(
        "ml-auto rounded-full bg-warning-soft px-1.5 text-xs font-medium text-warning tabular-nums",
        className,
      )}
    >
      {formatCount(count)}
      <span className="sr-only"> to look at</span>
    </span>
  );
}
