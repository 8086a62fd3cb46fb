import { type ReactNode } from "react";
import { RowFacts, type ShownRow } from "./row-facts";
import { Skeleton } from "./skeleton";
import { Failed } from "./states";

type Rows =
  | { isPending: true; isError: false }
  | { isPending: false; isError: true; error: { message: string }; refetch: () => void }
  | { isPending: false; isError: false; data: (ShownRow & { id: string })[] };

/** The broker's rows something was made of, oldest first: what we read from them, and their own cells. */
export function BrokerRows({ rows, count, children }: { rows: Rows; count: number; children?: ReactNode }) {
  if (rows.isPending) {
    return (
      <div role="status" aria-label="Loading the broker's rows" className="grid gap-3 p-5 lg:grid-cols-2">
        {Array.from({ length: count }, (_, row) => (
          <Skeleton key={row} className="h-24" />
        ))}
      </div>
    );
  }
  if (rows.isError) return <Failed what="The broker's rows" message={rows.error.message} onRetry={rows.refetch} />;
  return (
    <div className="grid gap-3 p-5">
      <ol className="grid gap-3 lg:grid-cols-2">
        {rows.data
          .toSorted((a, b) => a.executed_at.localeCompare(b.executed_at))
          .map((row) => (
            <li key={row.id} className="min-w-0 rounded-md border bg-card px-4 py-3">
              <RowFacts row={row} />
            </li>
          ))}
      </ol>
      {children}
    </div>
  );
}
