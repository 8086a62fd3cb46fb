"use client";
import { useState } from "react";
import { type Account, useAccounts } from "@/backend/accounts";
import { followAccounts, type Link, type OfferedAccount, useOffered } from "@/backend/links";
import { useAction } from "@/backend/use-action";
import { countOf } from "@/shared/money";
import { Button } from "@/ui/button";
import { TableSkeleton } from "@/ui/skeleton";
import { Failed, Notice } from "@/ui/states";
import { atFirst, type Choices } from "./choices";
import { OfferedRow } from "./offered-row";

/** Choose which accounts of a link are followed, and which imported account each of them is. */
export function AccountChoice({ link, onDone }: { link: Link; onDone: () => void }) {
  const offered = useOffered(link.id);
  const accounts = useAccounts();
  if (offered.isPending || accounts.isPending) return <TableSkeleton label="Loading the accounts" rows={3} />;
  if (offered.isError || accounts.isError) {
    const failed = offered.isError ? offered : accounts;
    const message = failed.isError ? failed.error.message : "";
    return <Failed what="The accounts" message={message} onRetry={() => [offered, accounts].forEach(again)} />;
  }
  return <Chooser link={link} offered={offered.data} accounts={accounts.data} onDone={onDone} />;
}

function again(resource: { refetch?: () => void }): void {
  resource.refetch?.();
}

interface ChooserProps {
  link: Link;
  offered: OfferedAccount[];
  accounts: Account[];
  onDone: () => void;
}

function Chooser({ link, offered, accounts, onDone }: ChooserProps) {
  const [choices, setChoices] = useState<Choices>(() => atFirst(offered));
  const chosen = offered.filter(({ number }) => choices[number]?.isChosen);
  const stopped = offered.filter(({ number, is_followed: was }) => was && !choices[number]?.isChosen);
  const action = useAction(() =>
    followAccounts(
      link.id,
      chosen.map(({ number }) => ({ number, account_id: choices[number]?.accountId ?? null })),
    ),
  );
  return (
    <section aria-label="Accounts of this login" className="grid gap-4">
      <p className="max-w-2xl text-muted">
        Which of these accounts shall we follow? The whole history is read, from the day an account was opened.
      </p>
      <ul className="divide-y rounded-md border">
        {offered.map((one) => (
          <OfferedRow
            key={one.number}
            offered={one}
            choice={choices[one.number]}
            accounts={accounts}
            onChange={(choice) => setChoices({ ...choices, [one.number]: choice })}
          />
        ))}
      </ul>
      {stopped.length > 0 && (
        <Notice>
          {stopped.map(({ name }) => name).join(", ")}: rows, books and notes stay, and nothing new comes in.
        </Notice>
      )}
      {action.error && (
        <Notice look="loss" role="alert">
          {action.error.message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          isBusy={action.isBusy}
          disabled={chosen.length === 0 && link.accounts.length === 0}
          onClick={() => void action.run().then((done) => done && onDone())}
        >
          {chosen.length ? `Follow ${countOf(chosen.length, "account")}` : "Follow none"}
        </Button>
        {link.accounts.length > 0 && (
          <Button look="quiet" onClick={onDone}>
            Leave it as it is
          </Button>
        )}
      </div>
    </section>
  );
}
