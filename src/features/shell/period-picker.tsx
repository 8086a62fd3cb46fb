"use client";
import { cn } from "@/shared/cn";
import { useFilters } from "@/shared/filters";
import { PERIOD_LABELS, type PeriodName, PERIODS } from "@/shared/period";
import { inputLook, Select } from "@/ui/field";

/** Which days the figures are of; the days are New York's. */
export function PeriodPicker() {
  const { period, change } = useFilters();
  const choose = (name: PeriodName) => change({ period: name, ...(name !== "custom" && { from: null, to: null }) });
  return (
    <div className="contents">
      <div role="group" aria-label="Period" className="inline-flex rounded-md border bg-card p-0.5 max-lg:hidden">
        {PERIODS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={period === name}
            onClick={() => choose(name)}
            className={cn(
              "h-7 rounded-sm px-2.5 text-sm text-muted hover:text-ink",
              period === name && "bg-ink text-canvas hover:text-canvas",
            )}
          >
            {PERIOD_LABELS[name]}
          </button>
        ))}
      </div>
      <Select
        label="Period"
        isLabelHidden
        value={period}
        onChange={(event) => choose(event.target.value as PeriodName)}
        className="w-24 sm:w-28 lg:hidden [&_select]:h-8 [&_select]:text-sm"
      >
        {PERIODS.map((name) => (
          <option key={name} value={name}>
            {PERIOD_LABELS[name]}
          </option>
        ))}
      </Select>
      {period === "custom" && <CustomDays />}
    </div>
  );
}

function CustomDays() {
  const { span, change } = useFilters();
  return (
    <div className="flex items-center gap-1.5 text-sm text-muted">
      <DayInput label="First day" value={span.start} max={span.end} onChange={(from) => change({ from })} />
      to
      <DayInput label="Last day" value={span.end} min={span.start} onChange={(to) => change({ to })} />
    </div>
  );
}

interface DayInputProps {
  label: string;
  value?: string;
  min?: string;
  max?: string;
  onChange: (day: string | null) => void;
}

function DayInput({ label, value, min, max, onChange }: DayInputProps) {
  return (
    <input
      type="date"
      aria-label={label}
      title={`${label}, New York`}
      value={value ?? ""}
      min={min}
      max={max}
      onChange={(event) => onChange(event.target.value || null)}
      className={cn(inputLook, "h-8 w-36 px-2 text-sm")}
    />
  );
}
