"use client";
import { areBehind, useAccounts } from "@/backend/accounts";
import { exportAddress } from "@/backend/rows";
import { DownloadLink } from "@/ui/download-link";
import { PageHeader } from "@/ui/page";
import { RebuildingNote } from "@/ui/rebuilding-note";
import { useRowFilters } from "./row-filters";
import { RowsCard } from "./rows-card";

/** The broker's rows as they are stored, what the user says about them, and a way to take them away. */
export function Transactions() {
  const filters = useRowFilters();
  const accounts = useAccounts();
  const isRebuilding = !accounts.isPending && !accounts.isError && areBehind(accounts.data);
  return (
    <>
      <PageHeader
        title="Transactions"
        actions={
          <DownloadLink href={exportAddress(filters.filter)}>
            {filters.isNarrowed || filters.hasPeriod ? "Export these as CSV" : "Export all as CSV"}
          </DownloadLink>
        }
      >
        Every row the broker gave us. Nothing is ever dropped; what you write or enter is kept beside the row.
      </PageHeader>
      <div className="grid gap-4">
        {isRebuilding && <RebuildingNote />}
        <RowsCard filters={filters} />
      </div>
    </>
  );
}
