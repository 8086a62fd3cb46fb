"use client";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { cn } from "@/shared/cn";
import { cellLook, type Column, footCell, FROM, headCell, sorted } from "./data-table-columns";
import { moveBetweenRows } from "./data-table-keys";
import { type Line, linesOf, type LineStyle, TableLine } from "./data-table-lines";
import { SortableHeader, type Sorting } from "./sortable-header";
import type { VirtualLines as VirtualLinesOf } from "./virtual-lines";

export type { Column } from "./data-table-columns";

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
  /** Stands inside of another table's row, so its header does not stick. */
  isInside?: boolean;
}

const WHOLE_UP_TO = 200; // rows; of a longer table only what is near the window is in the page

// Its own chunk: few tables are that long. The cast keeps the type parameter, which `lazy` would lose.
const VirtualLines = lazy(async () => ({
  default: (await import("./virtual-lines")).VirtualLines,
})) as unknown as typeof VirtualLinesOf;

/** A table with sortable columns, a row of totals when columns have them, and rows that unfold. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, sortedBy, unfold, unfoldLabel, isInside = false } = props;
  const [sorting, setSorting] = useState(sortedBy);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const hasTotals = rows.length > 0 && columns.some((column) => column.total !== undefined);
  const lines = linesOf(sorted(rows, columns, sorting), keyOf, open);
  const isVirtual = rows.length > WHOLE_UP_TO;
  const onToggle = (key: string) =>
    setOpen((before) => new Set(before.has(key) ? without(before, key) : [...before, key]));
  const style: LineStyle<Row> = { columns, unfold, unfoldLabel, onToggle };
  return (
    // Relative, or words for screen readers, which are placed absolutely, would widen the page from inside of it.
    // Wide tables scroll inside of their box on narrow screens; on wide ones the header sticks to the page's top bar.
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      onKeyDown={moveBetweenRows}
      className="relative overflow-x-auto rounded-b-lg xl:overflow-visible"
    >
      <table
        aria-rowcount={isVirtual ? lines.length + 1 + Number(hasTotals) : undefined}
        className="w-full border-separate border-spacing-0 text-sm"
      >
        <thead>
          <tr aria-rowindex={isVirtual ? 1 : undefined}>
            {unfold && (
              <th className={cn(headCell, !isInside && sticky, "w-8 pr-0 pl-4")}>
                <span className="sr-only">Details</span>
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                data-tip={column.hint}
                aria-sort={column.compare && (sorting?.by === column.name ? sorting.order : "none")}
                className={cn(
                  headCell,
                  !isInside && sticky,
                  column.isFigure && "text-right",
                  column.from && FROM[column.from],
                )}
              >
                {column.compare ? <SortableHeader {...column} sorting={sorting} onSort={setSorting} /> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        {isVirtual ? (
          // As many as before a further page came, or the page would shrink and lose the reader's place.
          <Suspense fallback={<AllLines lines={lines.slice(0, WHOLE_UP_TO)} style={style} />}>
            <VirtualLines lines={lines} style={style} linesAbove={1} />
          </Suspense>
        ) : (
          <AllLines lines={lines} style={style} />
        )}
        {hasTotals && (
          <tfoot>
            <tr aria-rowindex={isVirtual ? lines.length + 2 : undefined} className="font-semibold">
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

const sticky = "xl:sticky xl:top-14";

function AllLines<Row>({ lines, style }: { lines: Line<Row>[]; style: LineStyle<Row> }) {
  return (
    <tbody>
      {lines.map((line) => (
        <TableLine key={line.key + (line.isDetails ? " details" : "")} line={line} style={style} />
      ))}
    </tbody>
  );
}

function without(keys: ReadonlySet<string>, key: string): string[] {
  return [...keys].filter((other) => other !== key);
}
