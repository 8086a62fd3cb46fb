import { type ReactNode } from "react";
import { cn } from "@/shared/cn";

const LOOKS = {
  gain: "bg-gain-soft text-gain",
  loss: "bg-loss-soft text-loss",
  warning: "bg-warning-soft text-warning",
  plain: "bg-sunken text-muted",
};

/** One word about the state of something. */
export function Badge({ look = "plain", children }: { look?: keyof typeof LOOKS; children: ReactNode }) {
  return (
    <span className={cn("inline-block rounded-sm px-1.5 py-0.5 text-xs font-medium whitespace-nowrap", LOOKS[look])}>
      {children}
    </span>
  );
}
