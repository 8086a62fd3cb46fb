"use client";
import { useState } from "react";
import { type Account } from "@/backend/accounts";
import { formatDay, newYorkDay } from "@/shared/days";
import { countOf } from "@/shared/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { RebuildingNote } from "@/ui/rebuilding-note";
import { Notice } from "@/ui/states";
import { ClosingOrder, closingOrderInWords } from "./closing-order";
import { DeleteAccount } from "./delete-account";
import { RenameAccount } from "./rename-account";

/** What an account's files cover, where something may be missing, and its name. */
export function CoverageCard({ account, onDeleted }: { account: Account; onDeleted: () => void }) {
  const [open, setOpen] = useState<"rename" | "order" | "delete">();
  const close = () => setOpen(undefined);
  return (
    <Card
      title={account.name}
      note={account.account_number ? `Account ${account.account_number}` : undefined}
      aside={
        <div className="flex gap-1">
          <Button size="small" look="quiet" onClick={() => setOpen("rename")}>
            Rename
          </Button>
          <Button size="small" look="quiet" onClick={() => setOpen("order")}>
            Closing order
          </Button>
          <Button size="small" look="quiet" onClick={() => setOpen("delete")}>
            Delete
          </Button>
        </div>
      }
    >
      <div className="grid gap-4">
        <div className="grid gap-1">
          <Covered account={account} />
          <p className="text-muted">{closingOrderInWords(account)}</p>
        </div>
        {!account.is_current && account.rows > 0 && <RebuildingNote />}
        {account.gaps.length > 0 && <Gaps gaps={account.gaps} />}
      </div>
      <RenameAccount account={account} isOpen={open === "rename"} onClose={close} />
      <ClosingOrder account={account} isOpen={open === "order"} onClose={close} />
      <DeleteAccount account={account} isOpen={open === "delete"} onClose={close} onDeleted={onDeleted} />
    </Card>
  );
}

function Covered({ account: { rows, first_at: first, last_at: last, time_zone: zone } }: { account: Account }) {
  if (!rows || !first || !last) return <p className="text-muted">No rows yet.</p>;
  return (
    <p className="text-muted">
      <strong className="text-ink">{countOf(rows, "row")}</strong>, {formatDay(newYorkDay(first))} to{" "}
      {formatDay(newYorkDay(last))}
      {zone && `; exports without a time zone are read as ${zone}`}
    </p>
  );
}

function Gaps({ gaps }: { gaps: Account["gaps"] }) {
  return (
    <Notice look="warning">
      <p>
        No file covers these days. Either nothing happened on them, or an export is missing: then the books lack its
        rows.
      </p>
      <ul className="mt-2 list-inside list-disc">
        {gaps.map(({ from, to }) => (
          <li key={from}>{from === to ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`}</li>
        ))}
      </ul>
    </Notice>
  );
}
