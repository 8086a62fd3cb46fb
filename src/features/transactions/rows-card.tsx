"use client";
import { useRows } from "@/backend/rows";
import { countOf } from "@/shared/money";
import { Button, ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { DataTable } from "@/ui/data-table";
import { MoreButton } from "@/ui/more-button";
import { TableSkeleton } from "@/ui/skeleton";
import { StaleNote } from "@/ui/stale-note";
import { Empty, Failed } from "@/ui/states";
import { ROW_COLUMNS } from "./row-columns";
import { RowDetails } from "./row-details";
import { RowFilterBar } from "./row-filter-bar";
import { type RowFilters } from "./row-filters";

/** The broker's rows that the filters leave, newest first. */
export function RowsCard({ filters }: { filters: RowFilters }) {
  const rows = useRows(filters.filter);
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
      <div className="px-5 pb-3">
        <RowFilterBar filters={filters} />
      </div>
      {rows.isPending && <TableSkeleton label="Loading the rows" rows={12} />}
      {rows.isError && <Failed what="The rows" message={rows.error.message} onRetry={rows.refetch} />}
      {!rows.isPending && !rows.isError && !hasSome && <NoRows filters={filters} />}
      {hasSome && (
        <>
          {rows.stale && <StaleNote onRetry={rows.refetch} />}
          <DataTable
            label="Broker rows"
            columns={ROW_COLUMNS}
            rows={rows.data.items}
            keyOf={({ id }) => id}
            unfold={(row) => <RowDetails row={row} carried={filters.carried} />}
            unfoldLabel={(row) => `Everything about ${row.description || row.type}`}
          />
          <MoreButton pages={rows.data} />
        </>
      )}
    </Card>
  );
}

function NoRows({ filters: { isNarrowed, hasPeriod, clear } }: { filters: RowFilters }) {
  if (isNarrowed) {
    return (
      <Empty className="border-t" action={<Button onClick={clear}>Clear filters</Button>}>
        No row matches these filters{hasPeriod ? " in this period" : ""}.
      </Empty>
    );
  }
  if (hasPeriod) return <Empty className="border-t">There are no rows in this period.</Empty>;
  return (
    <Empty
      className="border-t"
      action={
        <ButtonLink look="primary" href="/import">
          Import a history
        </ButtonLink>
      }
    >
      There are no rows yet.
    </Empty>
  );
}
