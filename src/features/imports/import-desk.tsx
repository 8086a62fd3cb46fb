"use client";
import { useState } from "react";
import { type Account, addAccount, useAccounts } from "@/backend/accounts";
import { forgetFigures } from "@/backend/imports";
import { useAction } from "@/backend/use-action";
import { useFilters } from "@/shared/filters";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { TableSkeleton } from "@/ui/skeleton";
import { Failed, Notice } from "@/ui/states";
import { AccountChoice, NEW } from "./account-choice";
import { CoverageCard } from "./coverage-card";
import { DropZone } from "./drop-zone";
import { PastImports } from "./past-imports";
import { QueueList } from "./queue-list";
import { queue } from "./queue-of-visit";

/** Bring histories in, and see what they cover. */
export function ImportDesk() {
  const accounts = useAccounts();
  return (
    <>
      <PageHeader title="Import">
        The CSV of your tastytrade history: in their app or on their site, History, then the download button.
      </PageHeader>
      {accounts.isPending && (
        <Card flush>
          <TableSkeleton label="Loading your accounts" rows={4} />
        </Card>
      )}
      {accounts.isError && (
        <Card>
          <Failed what="Your accounts" message={accounts.error.message} onRetry={accounts.refetch} />
        </Card>
      )}
      {!accounts.isPending && !accounts.isError && <Desk accounts={accounts.data} />}
    </>
  );
}

function Desk({ accounts }: { accounts: Account[] }) {
  const { account: filtered } = useFilters();
  const [chosen, setChosen] = useState<string>();
  const [newName, setNewName] = useState("My tastytrade account");
  const adding = useAction(async (name: string, files: File[]) => {
    const added = await addAccount(name);
    setChosen(added.id);
    queue.add(added.id, files);
    await forgetFigures();
  });
  const known = accounts.find(({ id }) => id === (chosen ?? filtered)) ?? (chosen === NEW ? undefined : accounts[0]);

  const take = (files: File[]) => {
    if (known) queue.add(known.id, files);
    else void adding.run(newName, files);
  };

  return (
    <div className="grid gap-6">
      <Card>
        <div className="grid gap-5">
          <AccountChoice
            accounts={accounts}
            chosen={known?.id ?? NEW}
            onChoose={setChosen}
            newName={newName}
            onNewName={setNewName}
          />
          {adding.error && (
            <Notice look="loss" role="alert">
              {adding.error.message}
            </Notice>
          )}
          <DropZone onFiles={take} isBusy={adding.isBusy} />
          <QueueList />
        </div>
      </Card>
      {known && <CoverageCard account={known} onDeleted={() => setChosen(undefined)} />}
      {known && <PastImports accountId={known.id} />}
    </div>
  );
}
