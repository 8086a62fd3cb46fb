"use client";
import { exportAddress } from "@/backend/rows";
import { useFilters } from "@/shared/filters";
import { DownloadLink } from "@/ui/download-link";
import { PageHeader } from "@/ui/page";
import { AttentionCard } from "./attention-card";
import { RowsCard } from "./rows-card";

/** The broker's rows as they are stored, what about them needs a look, and a way to take them away. */
export function Transactions() {
  const { account } = useFilters();
  return (
    <div className="grid gap-6">
      <PageHeader
        title="Transactions"
        actions={<DownloadLink href={exportAddress(account)}>Export all as CSV</DownloadLink>}
      >
        Every row the broker gave us, whatever the period. Nothing is ever dropped.
      </PageHeader>
      <AttentionCard account={account} />
      <RowsCard account={account} />
    </div>
  );
}
