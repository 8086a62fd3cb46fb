"use client";
import { useState } from "react";
import { exportAddress } from "@/backend/rows";
import { useFilters } from "@/shared/filters";
import { DownloadLink } from "@/ui/download-link";
import { PageHeader } from "@/ui/page";
import { AttentionCard } from "./attention-card";
import { ChosenRowsCard } from "./chosen-rows-card";
import { RowsCard } from "./rows-card";

/** The broker's rows as they are stored, what about them needs a look, and a way to take them away. */
export function Transactions() {
  const { account } = useFilters();
  const [chosen, setChosen] = useState<string[]>();
  return (
    <>
      <PageHeader
        title="Transactions"
        actions={<DownloadLink href={exportAddress(account)}>Export all as CSV</DownloadLink>}
      >
        Every row the broker gave us, whatever the period. Nothing is ever dropped.
      </PageHeader>
      <div className="grid gap-6">
        <AttentionCard account={account} onChoose={setChosen} />
        {chosen ? <ChosenRowsCard ids={chosen} onClose={() => setChosen(undefined)} /> : <RowsCard account={account} />}
      </div>
    </>
  );
}
