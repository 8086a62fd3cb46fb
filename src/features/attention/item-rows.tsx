"use client";
import { useState } from "react";
import { dropBasis, setBasis } from "@/backend/overrides";
import { type BrokerRow, useRowsById } from "@/backend/rows";
import { useAction } from "@/backend/use-action";
import { countOf } from "@/shared/money";
import { BasisForm } from "@/ui/basis-form";
import { Button } from "@/ui/button";
import { RowFacts } from "@/ui/row-facts";
import { Skeleton } from "@/ui/skeleton";
import { Failed, Notice } from "@/ui/states";

const AT_ONCE = 20;

/** The broker's rows an item is about, each with a form for its basis where that helps. */
export function ItemRows({ ids, withBasis }: { ids: string[]; withBasis: boolean }) {
  const [shown, setShown] = useState(AT_ONCE);
  const parts = Array.from({ length: Math.ceil(Math.min(shown, ids.length) / AT_ONCE) }, (_, part) =>
    ids.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
  return (
    <div className="grid gap-3">
      {parts.map((some) => (
        <SomeRows key={some[0]} ids={some} withBasis={withBasis} />
      ))}
      {shown < ids.length && (
        <div>
          <Button size="small" onClick={() => setShown(shown + AT_ONCE)}>
            Show more of {countOf(ids.length, "row")}
          </Button>
        </div>
      )}
    </div>
  );
}

function SomeRows({ ids, withBasis }: { ids: string[]; withBasis: boolean }) {
  const rows = useRowsById(ids);
  if (rows.isPending) {
    return (
      <div role="status" aria-label="Loading the rows" className="grid gap-3 lg:grid-cols-2">
        {ids.slice(0, 2).map((id) => (
          <Skeleton key={id} className="h-32" />
        ))}
      </div>
    );
  }
  if (rows.isError) return <Failed what="The rows" message={rows.error.message} onRetry={rows.refetch} />;
  return (
    <ol className={withBasis ? "grid gap-3" : "grid gap-3 lg:grid-cols-2"}>
      {rows.data.map((row) => (
        <li key={row.id} className="grid min-w-0 content-start gap-4 rounded-md border bg-card px-4 py-3">
          <div className="min-w-0">
            <RowFacts row={row} />
          </div>
          {withBasis && row.can_have_basis && <Basis row={row} />}
        </li>
      ))}
    </ol>
  );
}

function Basis({ row }: { row: BrokerRow }) {
  const [isSaved, setIsSaved] = useState(false);
  const action = useAction((amount: string | null, day: string | null) =>
    amount === null ? dropBasis(row.id) : setBasis(row.id, amount, day),
  );
  const keep = async (amount: string | null, day: string | null) => setIsSaved(await action.run(amount, day));
  return (
    <div className="grid gap-3 border-t pt-3">
      <BasisForm
        key={row.basis}
        amount={row.basis}
        acquiredOn={row.acquired_on}
        isBusy={action.isBusy}
        failure={action.error?.message}
        onSave={(amount, day) => void keep(amount, day)}
        onDrop={row.basis === null ? undefined : () => void keep(null, null)}
      />
      {isSaved && (
        <Notice look="gain" role="status">
          Kept. The item goes once the books are rebuilt with it.
        </Notice>
      )}
    </div>
  );
}
