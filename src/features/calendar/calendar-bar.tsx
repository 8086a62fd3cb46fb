"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { cn } from "@/shared/cn";
import { Button } from "@/ui/button";
import { formatMonth } from "./months";
import { type ShownDays } from "./shown-days";

/** Which month or year is shown, and the way to the one before and after; the arrow keys do the same. */
export function CalendarBar({ shown }: { shown: ShownDays }) {
  const { month, year, hasNext, move, show } = shown;
  const what = month ? "month" : "year";
  useArrowKeys((by) => {
    if (by < 0 || hasNext) move(by);
  });
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <div className="flex items-center gap-1">
        <Button size="icon" aria-label={`Previous ${what}`} title={`Previous ${what} (←)`} onClick={() => move(-1)}>
          <ChevronLeft aria-hidden className="size-4" />
        </Button>
        <h2 aria-live="polite" className="w-40 text-center text-lg font-semibold">
          {month ? formatMonth(month) : year}
        </h2>
        <Button
          size="icon"
          aria-label={`Next ${what}`}
          title={hasNext ? `Next ${what} (→)` : "Nothing is after today"}
          disabled={!hasNext}
          onClick={() => move(1)}
        >
          <ChevronRight aria-hidden className="size-4" />
        </Button>
      </div>
      <div role="group" aria-label="Shown" className="inline-flex rounded-md border bg-card p-0.5">
        <Choice isChosen={month !== null} onClick={() => show({ month: month ?? `${year}-12` })}>
          Month
        </Choice>
        <Choice isChosen={month === null} onClick={() => show({ year })}>
          Year
        </Choice>
      </div>
    </div>
  );
}

function Choice({ isChosen, onClick, children }: { isChosen: boolean; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onClick}
      className={cn(
        "h-7 rounded-sm px-2.5 text-sm text-muted hover:text-ink",
        isChosen && "bg-ink text-canvas hover:text-canvas",
      )}
    >
      {children}
    </button>
  );
}

/** Left and right anywhere on the page, but where they mean something else: in fields, tables and dialogues. */
function useArrowKeys(onArrow: (by: 1 | -1) => void) {
  const act = useEffectEvent(onArrow);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isOurs = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
      const isElsewhere = event.target instanceof Element && event.target.closest(ELSEWHERE);
      if (!isOurs || isElsewhere) return;
      if (event.key === "ArrowLeft") act(-1);
      if (event.key === "ArrowRight") act(1);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const ELSEWHERE = "input, textarea, select, [role=region], [role=dialog]";
