"use client";
import { type BrokerRow, useRowsById } from "@/backend/rows";
import { formatTime } from "@/shared/days";
import { exactUsd, formatQuantity } from "@/shared/money";
import { Skeleton } from "@/ui/skeleton";
import { Failed } from "@/ui/states";

/** The broker's rows something was made of, as they came: what we read from them, and their own cells. */
export function BrokerRows({ ids }: { ids: string[] }) {
  const rows = useRowsById(ids);
  if (rows.isPending) {
    return (
      <div role="status" aria-label="Loading the broker's rows" className="grid gap-3 p-5">
        {ids.map((id) => (
          <Skeleton key={id} className="h-24" />
        ))}
      </div>
    );
  }
  if (rows.isError) return <Failed what="The broker's rows" message={rows.error.message} onRetry={rows.refetch} />;
  return (
    <ol className="grid gap-3 p-5 lg:grid-cols-2">
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

function RowFacts({ row }: { row: BrokerRow }) {
  return (
    <>
      <p className="font-medium">{row.description || row.sub_type || row.type}</p>
      <p className="text-muted">
        {formatTime(row.executed_at)} · {[row.type, row.sub_type ?? row.action].filter(Boolean).join(" · ")}
      </p>
      <dl className="mt-2 grid grid-cols-3 gap-x-4 gap-y-1 tabular-nums">
        <Fact name="Quantity" value={formatQuantity(row.quantity)} />
        <Fact name="Price" value={row.price === null ? "—" : exactUsd(row.price)} />
        <Fact name="Value" value={exactUsd(row.value)} />
        <Fact name="Commission" value={exactUsd(row.commission)} />
        <Fact name="Fees" value={exactUsd(row.fees)} />
        <Fact name="Cash" value={exactUsd(row.net_value)} />
      </dl>
      {row.raw && <RawCells cells={row.raw} />}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function RawCells({ cells }: { cells: Record<string, string> }) {
  return (
    <details className="mt-3 border-t pt-2">
      <summary className="text-xs text-muted">As the file had it</summary>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 font-mono text-xs">
        {Object.entries(cells).map(([heading, cell]) => (
          <div key={heading} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-muted">{heading}</dt>
            <dd className="break-words whitespace-pre-wrap">{cell}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
