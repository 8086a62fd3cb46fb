"use client";
import { type BrokerRow, useRowsById } from "@/backend/rows";
import { TextLink } from "@/ui/button";
import { RowFacts } from "@/ui/row-facts";
import { Skeleton } from "@/ui/skeleton";
import { Failed } from "@/ui/states";
import { NoteEditor } from "./note-editor";
import { RowBasis } from "./row-basis";

/** Everything about one row: its facts, its cells in the file, and what the user says about it. */
export function RowDetails({ row, carried }: { row: BrokerRow; carried: string }) {
  const whole = useRowsById([row.id]);
  const shown = whole.isPending || whole.isError ? row : (whole.data[0] ?? row);
  return (
    <div className="grid gap-5 p-5 lg:grid-cols-2">
      <div className="min-w-0 rounded-md border bg-card px-4 py-3">
        <RowFacts row={shown} />
        {whole.isPending && <Skeleton className="mt-3 h-3 w-32" />}
        {whole.isError && <Failed what="Its own cells" message={whole.error.message} onRetry={whole.refetch} />}
      </div>
      <div className="grid content-start gap-4">
        <section className="grid gap-2">
          <h3 className="text-sm font-medium">Note</h3>
          <NoteEditor rowId={row.id} note={shown.note} />
        </section>
        {shown.can_have_basis && (
          <section className="grid gap-2">
            <h3 className="text-sm font-medium">Basis</h3>
            <RowBasis row={shown} />
          </section>
        )}
        {shown.layout === "api" && shown.order_id && (
          <p className="text-sm">
            <TextLink href={orderOf(shown.account_id, shown.order_id)}>The order behind it</TextLink>
          </p>
        )}
        {shown.underlying && (
          <p className="text-sm">
            <TextLink href={`/underlyings/${encodeURIComponent(shown.underlying)}${carried}`}>
              What {shown.underlying} earned
            </TextLink>
            {" · "}
            <TextLink href={tradesOf(shown.underlying, carried)}>Its trades</TextLink>
          </p>
        )}
      </div>
    </div>
  );
}

/** Orders come with linked accounts only, so a row that only a file brought has none to show. */
function orderOf(account: string, order: string): string {
  return `/orders?${new URLSearchParams({ account, order }).toString()}`;
}

function tradesOf(underlying: string, carried: string): string {
  const query = new URLSearchParams(carried);
  query.set("underlying", underlying);
  return `/trades?${query.toString()}`;
}
