import { type ReactNode } from "react";
import { cn } from "@/shared/cn";
import { Skeleton } from "./skeleton";

/** The room a chart takes, the same before it is there; a chart is one picture to who cannot see it, described. */
export function ChartFrame({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    <div role="img" aria-label={label} className={cn("w-full", className)}>
      {children}
    </div>
  );
}

/** A chart that is coming. */
export function ChartSkeleton({ label, className }: { label: string; className: string }) {
  return (
    <div role="status" aria-label={label} className={cn("w-full", className)}>
      <Skeleton className="h-full w-full rounded-md" />
    </div>
  );
}
