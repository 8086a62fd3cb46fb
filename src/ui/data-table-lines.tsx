"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode } from "react";
import { cn } from "@/shared/cn";
import { bodyCell, cellLook, type Column } from "./data-table-columns";

/** One `tr` of the body: a row, or what an open row unfolds to. */
export interface Line<Row> {
  key: string;
  row: Row;
  isDetails: boolean;
  isOpen: boolean;
}

/** How every line of a table is shown. */
export interface LineStyle<Row> {
  columns: Column<Row>[];
  unfold?: (row: Row) => ReactNode;
  unfoldLabel?: (row: Row) => string;
  onToggle: (key: string) => void;
}

/** The body's lines: each row, and below the open ones a line for what they unfold to. */
export function linesOf<Row>(rows: Row[], keyOf: (row: Row) => string, open: ReadonlySet<string>): Line<Row>[] {
  return rows.flatMap((row) => {
    const key = keyOf(row);
    const line = { key, row, isDetails: false, isOpen: open.has(key) };
    return line.isOpen ? [line, { ...line, isDetails: true }] : [line];
  });
}

interface TableLineProps<Row> {
  line: Line<Row>;
  style: LineStyle<Row>;
  /** Where the line is among all, for who cannot see; absent where all lines are in the page. */
  rowIndex?: number;
  index?: number;
  measure?: (row: HTMLTableRowElement | null) => void;
}

/** One line of the body. */
export function TableLine<Row>({ line, style, rowIndex, index, measure }: TableLineProps<Row>) {
  const { columns, unfold, unfoldLabel, onToggle } = style;
  const place = { ref: measure, "data-index": index, "aria-rowindex": rowIndex };
  if (line.isDetails) {
    return (
      <tr {...place}>
        <td colSpan={columns.length + 1} className="border-b bg-sunken p-0">
          {unfold?.(line.row)}
        </td>
      </tr>
    );
  }
  return (
    <tr {...place} className="group hover:bg-sunken">
      {unfold && (
        <td className={cn(bodyCell, "pr-0 pl-3")}>
          <button
            type="button"
            data-row
            aria-expanded={line.isOpen}
            aria-label={unfoldLabel?.(line.row) ?? "Details"}
            onClick={() => onToggle(line.key)}
            className="rounded-sm p-1 text-muted hover:text-ink"
          >
            <ChevronRight aria-hidden className={cn("size-4 transition-transform", line.isOpen && "rotate-90")} />
          </button>
        </td>
      )}
      {columns.map((column) => (
        <td key={column.name} className={cn(bodyCell, cellLook(column))}>
          {column.cell(line.row)}
        </td>
      ))}
    </tr>
  );
}
