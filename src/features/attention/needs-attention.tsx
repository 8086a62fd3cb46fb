"use client";
import { areBehind, useAccounts } from "@/backend/accounts";
import { type AttentionItem, stillToDo, useAttention } from "@/backend/rows";
import { useFilters } from "@/shared/filters";
import { countOf } from "@/shared/money";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { RebuildingNote } from "@/ui/rebuilding-note";
import { TableSkeleton } from "@/ui/skeleton";
import { StaleNote } from "@/ui/stale-note";
import { Empty, Failed } from "@/ui/states";
import { ItemList } from "./item-list";

/** What about the rows a person should look at, what it does to the totals, and what can be done. */
export function NeedsAttention() {
  const { account } = useFilters();
  const attention = useAttention(account);
  const accounts = useAccounts();
  const isRebuilding = !accounts.isPending && !accounts.isError && areBehind(accounts.data);
  return (
    <>
      <PageHeader title="Needs attention">
        Where the rows leave a question, the books say so here and what it does to the totals. Nothing is guessed in
        silence.
      </PageHeader>
      <div className="grid gap-4">
        {isRebuilding && <RebuildingNote />}
        {attention.isPending && (
          <Card flush>
            <TableSkeleton label="Loading what needs attention" rows={4} />
          </Card>
        )}
        {attention.isError && (
          <Card flush>
            <Failed what="What needs attention" message={attention.error.message} onRetry={attention.refetch} />
          </Card>
        )}
        {!attention.isPending && !attention.isError && (
          <>
            {attention.stale && <StaleNote onRetry={attention.refetch} />}
            <Items items={attention.data.items} />
          </>
        )}
      </div>
    </>
  );
}

function Items({ items }: { items: AttentionItem[] }) {
  const toDo = stillToDo(items);
  const done = items.filter(({ acknowledged_at: at }) => at);
  return (
    <>
      <Card title="To look at" note={countOf(toDo.length, "item")} flush>
        {toDo.length ? <ItemList items={toDo} /> : <Empty className="border-t py-8">Nothing needs a look.</Empty>}
      </Card>
      {done.length > 0 && (
        <details className="rounded-lg border bg-card">
          <summary className="px-5 py-4 text-lg font-semibold">Acknowledged ({done.length})</summary>
          <ItemList items={done} />
        </details>
      )}
    </>
  );
}
