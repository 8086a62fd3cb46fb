"use client";
import { useEffect, useRef } from "react";
import { type TradeStatus } from "@/backend/trades";
import { cn } from "@/shared/cn";
import { inputLook } from "@/ui/field";
import { STATUSES } from "./trade-filters";
import { STATUS_LABELS } from "./words";

/** Which trades: all of them, or those in one state. */
export function StatusTabs({
  chosen,
  onChoose,
}: {
  chosen: TradeStatus | null;
  onChoose: (status: TradeStatus | null) => void;
}) {
  return (
    <div role="group" aria-label="Status" className="inline-flex rounded-md border bg-card p-0.5">
      {[null, ...STATUSES].map((status) => (
        <button
          key={status ?? "all"}
          type="button"
          aria-pressed={chosen === status}
          onClick={() => onChoose(status)}
          className={cn(
            "h-7 rounded-sm px-2.5 text-sm text-muted hover:text-ink",
            chosen === status && "bg-ink text-canvas hover:text-canvas",
          )}
        >
          {status ? STATUS_LABELS[status] : "All"}
        </button>
      ))}
    </div>
  );
}

/** Only one underlying's trades; `/` puts the cursor here, Enter or leaving the field asks. */
export function UnderlyingInput({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (underlying: string | null) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener("keydown", focus);
    return () => window.removeEventListener("keydown", focus);
  }, []);
  const ask = (text: string) => {
    const wanted = text.trim().toUpperCase() || null;
    if (wanted !== value) onChange(wanted);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask(input.current?.value ?? "");
      }}
    >
      <input
        ref={input}
        type="search"
        aria-label="Only this underlying"
        placeholder="Underlying ( / )"
        maxLength={40}
        defaultValue={value ?? ""}
        onBlur={(event) => ask(event.target.value)}
        onChange={(event) => event.target.value === "" && ask("")}
        className={cn(inputLook, "h-8 w-40 text-sm uppercase placeholder:normal-case")}
      />
    </form>
  );
}
