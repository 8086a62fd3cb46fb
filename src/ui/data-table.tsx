"use client";
import { ChevronRight } from "lucide-react";
import { Fragment, type KeyboardEvent, type ReactNode, useState } from "react";
import { cn } from "@/shared/cn";
import { SortableHeader, type Sorting } from "./sortable-header";

export interface Column<Row> {
  name: string;
  label: string;
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

interface DataTableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  /** Sorted by this at first; without it the rows stay as they come. */
  sortedBy?: Sorting;
  /** What a row unfolds to; it is asked only for rows that are open. */
  unfold?: (row: Row) => ReactNode;
  /** What the unfolding button of a row is called. */
  unfoldLabel?: (row: Row) => string;
}

const FROM = { sm: "max-sm:hidden", md: "max-md:hidden", lg: "max-xl:hidden", wide: "max-[90rem]:hidden" };

/** A table with sortable columns, a row of totals when columns have them, and rows that unfold. */
export function DataTable<Row>({ label, columns, rows, keyOf, sortedBy, unfold, unfoldLabel }: DataTableProps<Row>) {
  const [sorting, setSorting] = useState(sortedBy);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const hasTotals = rows.length > 0 && columns.some((column) => column.total !== undefined);
  const toggle = (key: string) =>
    setOpen((before) => new Set(before.has(key) ? without(before, key) : [...before, key]));
  return (
    // Wide tables scroll inside of their box on narrow screens; on wide ones the header sticks to the page's top bar.
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      onKeyDown={moveBetweenRows}
      className="overflow-x-auto rounded-b-lg xl:overflow-visible"
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            {unfold && (
              <th className={cn(headCell, "w-8 pr-0 pl-4")}>
                <span className="sr-only">Details</span>
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                aria-sort={column.compare && (sorting?.by === column.name ? sorting.order : "none")}
                className={cn(headCell, column.isFigure && "text-right", column.from && FROM[column.from])}
              >
                {column.compare ? <SortableHeader {...column} sorting={sorting} onSort={setSorting} /> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(rows, columns, sorting).map((row) => {
            const key = keyOf(row);
            const isOpen = open.has(key);
            return (
              <Fragment key={key}>
                <tr className="group hover:bg-sunken">
                  {unfold && (
                    <td className={cn(bodyCell, "pr-0 pl-3")}>
                      <button
                        type="button"
                        data-row
                        aria-expanded={isOpen}
                        aria-label={unfoldLabel?.(row) ?? "Details"}
                        onClick={() => toggle(key)}
                        className="rounded-sm p-1 text-muted hover:text-ink"
                      >
                        <ChevronRight
                          aria-hidden
                          className={cn("size-4 transition-transform", isOpen && "rotate-90")}
                        />
                      </button>
                    </td>
                  )}
                  {columns.map((column) => (
                    <td key={column.name} className={cn(bodyCell, cellLook(column))}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
                {isOpen && unfold && (
                  <tr>
                    <td colSpan={columns.length + 1} className="border-b bg-sunken p-0">
                      {unfold(row)}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
        {hasTotals && (
          <tfoot>
            <tr className="font-semibold">
              {unfold && <td className={footCell} />}
              {columns.map((column) => (
                <td key={column.name} className={cn(footCell, cellLook(column))}>
                  {column.total}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

const headCell =
  "z-10 h-10 border-y bg-card px-3 text-left text-xs font-medium whitespace-nowrap text-muted first:pl-5 last:pr-5 xl:sticky xl:top-14";
const bodyCell = "h-10 border-b px-3 py-1.5 group-last:border-b-0 first:pl-5 last:pr-5";
const footCell = "h-11 border-t border-line-strong px-3 first:pl-5 last:pr-5";

function cellLook<Row>({ isFigure, isFlexible, from }: Column<Row>): string {
  return cn(
    isFlexible && "w-full max-w-0 truncate",
    isFigure && "text-right whitespace-nowrap tabular-nums",
    from && FROM[from],
  );
}

function sorted<Row>(rows: Row[], columns: Column<Row>[], sorting?: Sorting): Row[] {
  const compare = columns.find((column) => column.name === sorting?.by)?.compare;
  if (!compare || !sorting) return rows;
  const way = sorting.order === "ascending" ? 1 : -1;
  return rows.toSorted((a, b) => way * compare(a, b));
}

function without(keys: ReadonlySet<string>, key: string): string[] {
  return [...keys].filter((other) => other !== key);
}

/** `j` and `k` go to the next and the previous row's link or button. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== "j" && event.key !== "k") return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  stops[event.key === "j" ? here + 1 : Math.max(here - 1, 0)]?.focus();
}
