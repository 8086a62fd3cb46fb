import { cn } from "@/shared/cn";

/** The product's mark and name. */
export function Logo({ isCompact = false, className }: { isCompact?: boolean; className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2.5 font-semibold tracking-tight", className)}>
      <svg viewBox="0 0 32 32" aria-hidden className="size-6 shrink-0">
        <rect width="32" height="32" rx="8" className="fill-ink" />
        <path
          d="M7 23h6v-7h6V9h6"
          fill="none"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
          className="stroke-canvas"
        />
      </svg>
      <span className={cn(isCompact && "sr-only")}>TastyTrade Tracker</span>
    </span>
  );
}
