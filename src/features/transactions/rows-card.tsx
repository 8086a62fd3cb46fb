"use client";
import { useRows } from "@/backend/rows";
import { countOf } from "@/shared/money";
import { ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { DataTable } from "@/ui/data-table";
import { MoreButton } from "@/ui/more-button";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { ROW_COLUMNS } from "./row-columns";

/** The broker's rows, newest first. */
export function RowsCard({ account }: { account: string | null }) {
  const rows = useRows(account);
  const hasSome = !rows.isPending && !rows.isError && rows.data.items.length > 0;
  return (
    <Card
      title="Broker rows"
      note={
        hasSome
          ? `${countOf(rows.data.items.length, "row")}${rows.data.hasMore ? " so far" : ""}, newest first`
          : "Newest first"
      }
      flush
    >
      {rows.isPending && <TableSkeleton label="Loading the rows" rows={12} />}
      {rows.isError && <Failed what="The rows" message={rows.error.message} onRetry={rows.refetch} />}
      {!rows.isPending && !rows.isError && !hasSome && (
        <Empty
          action={
            <ButtonLink look="primary" href="/import">
              Import a history
            </ButtonLink>
          }
        >
          There are no rows yet.
        </Empty>
      )}
      {hasSome && (
        <>
          <DataTable label="Broker rows" columns={ROW_COLUMNS} rows={rows.data.items} keyOf={({ id }) => id} />
          <MoreButton pages={rows.data} />
        </>
      )}
    </Card>
  );
}
