"use client";
import { useRowsById } from "@/backend/rows";
import { RowFacts } from "@/ui/row-facts";
import { Skeleton } from "@/ui/skeleton";
import { Failed } from "@/ui/states";

/** The broker's rows something was made of, with their own cells, read when they are asked for. */
export function RowsBehind({ ids }: { ids: string[] }) {
  const rows = useRowsById(ids);
  if (rows.isPending) {
    return (
      <div role="status" aria-label="Loading the broker's rows" className="grid gap-3 p-4 lg:grid-cols-2">
        {ids.map((id) => (
          <Skeleton key={id} className="h-28" />
        ))}
      </div>
    );
  }
  if (rows.isError) return <Failed what="The broker's rows" message={rows.error.message} onRetry={rows.refetch} />;
  return (
    <ol className="grid gap-3 p-4 lg:grid-cols-2">
      {rows.data
        .toSorted((a, b) => a.executed_at.localeCompare(b.executed_at))
        .map((row) => (
          <li key={row.id} className="min-w-0 rounded-md border bg-card px-4 py-3">
            <RowFacts row={row} />
          </li>
        ))}
    </ol>
  );
}
