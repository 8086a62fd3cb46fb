"use client";
import { defaultRangeExtractor, useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { Fragment, useEffect, useRef, useState } from "react";
import { type Line, type LineStyle, TableLine } from "./data-table-lines";

const ROW = 40; // pixels, until a line is measured
const DETAILS = 240;

interface VirtualLinesProps<Row> {
  lines: Line<Row>[];
  style: LineStyle<Row>;
  /** How many rows of the table stand above the body. */
  linesAbove: number;
}

/**
 * A table's body of which only the lines near the window are in the page; empty lines as tall as the rest stand in for
 * the others. The line that holds the keyboard stays, however far one scrolls.
 */
export function VirtualLines<Row>({ lines, style, linesAbove }: VirtualLinesProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const [held, setHeld] = useState<number>();
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (at) => (lines[at]?.isDetails ? DETAILS : ROW),
    getItemKey: (at) => keyOf(lines[at], at),
    measureElement: (row) => row.getBoundingClientRect().height || ROW,
    overscan: 12,
    scrollMargin: top,
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range);
      if (held === undefined || held >= lines.length || near.includes(held)) return near;
      return [...near, held].toSorted((a, b) => a - b);
    },
  });
  // What stands above may come later and push the body down.
  useEffect(() => {
    const look = () => setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    const watch = new ResizeObserver(look);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  const items = virtual.getVirtualItems();
  return (
    <tbody ref={body} onFocus={({ target }) => setHeld(indexOf(target))} onBlur={() => setHeld(undefined)}>
      {items.map((item, nth) => {
        const line = lines[item.index];
        return (
          <Fragment key={item.key}>
            <Gap height={item.start - (items[nth - 1]?.end ?? top)} />
            {line && (
              <TableLine
                line={line}
                style={style}
                index={item.index}
                rowIndex={linesAbove + item.index + 1}
                measure={virtual.measureElement}
              />
            )}
          </Fragment>
        );
      })}
      <Gap height={virtual.getTotalSize() + top - endOf(items, top)} />
    </tbody>
  );
}

function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}

function endOf(items: VirtualItem[], top: number): number {
  return items.at(-1)?.end ?? top;
}

function keyOf<Row>(line: Line<Row> | undefined, at: number): string {
  return line ? `${line.key}${line.isDetails ? " details" : ""}` : String(at);
}

function indexOf(target: Element): number | undefined {
  const index = target.closest<HTMLElement>("tr[data-index]")?.dataset.index;
  return index === undefined ? undefined : Number(index);
}
