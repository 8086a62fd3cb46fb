"use client";
import { useRowsById } from "@/backend/rows";
import { countOf } from "@/shared/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { DataTable } from "@/ui/data-table";
import { TableSkeleton } from "@/ui/skeleton";
import { Failed } from "@/ui/states";
import { ROW_COLUMNS } from "./row-columns";

const MOST = 100; // rows that can be asked for by id at once

/** The rows one item is about, instead of all of them. */
export function ChosenRowsCard({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const rows = useRowsById(ids.slice(0, MOST));
  const isCut = ids.length > MOST;
  return (
    <Card
      title="Rows of the item"
      note={isCut ? `${countOf(MOST, "row")} of ${countOf(ids.length, "row")}` : countOf(ids.length, "row")}
      aside={
        <Button size="small" onClick={onClose}>
          Show all rows
        </Button>
      }
      flush
    >
      {rows.isPending && <TableSkeleton label="Loading the rows" rows={Math.min(ids.length, 8)} />}
      {rows.isError && <Failed what="The rows" message={rows.error.message} onRetry={rows.refetch} />}
      {!rows.isPending && !rows.isError && (
        <DataTable label="Rows of the item" columns={ROW_COLUMNS} rows={rows.data} keyOf={({ id }) => id} />
      )}
    </Card>
  );
}
