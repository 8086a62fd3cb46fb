import { ArrowDown, ArrowUp } from "lucide-react";
import { cn } from "@/shared/cn";

export interface Sorting {
  by: string;
  order: "ascending" | "descending";
}

interface SortableHeaderProps {
  name: string;
  label: string;
  isFigure?: boolean;
  sorting?: Sorting;
  onSort: (sorting: Sorting) => void;
}

/** The heading of a column that can be sorted by: figures largest first, words from A. */
export function SortableHeader({ name, label, isFigure = false, sorting, onSort }: SortableHeaderProps) {
  const order = sorting?.by === name ? sorting.order : undefined;
  const first = isFigure ? "descending" : "ascending";
  const Arrow = order === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => onSort({ by: name, order: order ? opposite(order) : first })}
      className={cn(
        "inline-flex items-center gap-1 rounded-sm align-middle hover:text-ink",
        order && "text-ink",
        isFigure && "flex-row-reverse",
      )}
    >
      {label}
      <Arrow aria-hidden className={cn("size-3", !order && "invisible")} />
    </button>
  );
}

function opposite(order: Sorting["order"]): Sorting["order"] {
  return order === "ascending" ? "descending" : "ascending";
}
