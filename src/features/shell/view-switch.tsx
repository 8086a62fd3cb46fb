"use client";
import { cn } from "@/shared/cn";
import { useFilters } from "@/shared/filters";
import { VIEW_LABELS, VIEW_WORDS, VIEWS } from "@/shared/view";

/** Whose rules assigned and exercised options are booked by: the broker's, or the tax office's. */
export function ViewSwitch() {
  const { view, change } = useFilters();
  return (
    <div role="group" aria-label="Assigned options" className="inline-flex rounded-md border bg-card p-0.5">
      {VIEWS.map((name) => (
        <button
          key={name}
          type="button"
          title={VIEW_WORDS[name]}
          aria-pressed={view === name}
          onClick={() => change({ view: name })}
          className={cn(
            "h-7 rounded-sm px-2 text-sm text-muted hover:text-ink sm:px-2.5",
            view === name && "bg-sunken text-ink",
          )}
        >
          {VIEW_LABELS[name]}
        </button>
      ))}
    </div>
  );
}
