import { cn } from "@/shared/cn";

/** A grey block the size of what is coming. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-pulse rounded-sm bg-line", className)} />;
}

/** Rows of a table that is coming. */
export function TableSkeleton({ label, rows = 8 }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label} className="divide-y border-t">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-10 items-center justify-between gap-6 px-5">
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-3 w-20" />
        </div>
      ))}
    </div>
  );
}
