import { type ReactNode } from "react";
import { cn } from "@/shared/cn";
import { type Sorting } from "./sortable-header";

export interface Column<Row> {
  name: string;
  label: string;
  /** What the column's figures are, for whoever hovers over its heading. */
  hint?: string;
  cell: (row: Row) => ReactNode;
  /** Ascending order; a column without one cannot be sorted by. */
  compare?: (a: Row, b: Row) => number;
  /** Figures stand right. */
  isFigure?: boolean;
  /** Takes the room that is left, cut off where there is too little. */
  isFlexible?: boolean;
  /** What stands below the column, in the totals row. */
  total?: ReactNode;
  /** Leave the column out on screens narrower than this. */
  from?: keyof typeof FROM;
}

export const FROM = { sm: "max-sm:hidden", md: "max-md:hidden", lg: "max-xl:hidden", wide: "max-[90rem]:hidden" };

export const headCell =
  "z-10 h-10 border-y bg-card px-2.5 text-left text-xs font-medium whitespace-nowrap text-muted first:pl-5 last:pr-5";
export const bodyCell = "h-10 border-b px-2.5 py-1.5 group-last:border-b-0 first:pl-5 last:pr-5";
export const footCell = "h-11 border-t border-line-strong px-2.5 first:pl-5 last:pr-5";

/** How the cells of a column look, in the body and in the totals row. */
export function cellLook<Row>({ isFigure, isFlexible, from }: Column<Row>): string {
  return cn(
    isFlexible && "w-full max-w-0 truncate",
    isFigure && "text-right whitespace-nowrap tabular-nums",
    from && FROM[from],
  );
}

/** The rows in the order the reader chose; as they came when there is none. */
export function sorted<Row>(rows: Row[], columns: Column<Row>[], sorting?: Sorting): Row[] {
  const compare = columns.find((column) => column.name === sorting?.by)?.compare;
  if (!compare || !sorting) return rows;
  const way = sorting.order === "ascending" ? 1 : -1;
  return rows.toSorted((a, b) => way * compare(a, b));
}
