"use client";
import { useState } from "react";
import { dropBasis, setBasis } from "@/backend/overrides";
import { type BrokerRow } from "@/backend/rows";
import { useAction } from "@/backend/use-action";
import { formatDay } from "@/shared/days";
import { Amount } from "@/ui/amount";
import { BasisForm } from "@/ui/basis-form";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/states";

/** What the user says that the row's position cost, where the broker's rows cannot know it. */
export function RowBasis({ row }: { row: BrokerRow }) {
  const [isOpen, setIsOpen] = useState(false);
  const action = useAction((amount: string | null, day: string | null) =>
    amount === null ? dropBasis(row.id) : setBasis(row.id, amount, day),
  );
  const keep = async (amount: string | null, day: string | null) => {
    if (await action.run(amount, day)) setIsOpen(false);
  };
  if (isOpen) {
    return (
      <BasisForm
        amount={row.basis}
        acquiredOn={row.acquired_on}
        isBusy={action.isBusy}
        failure={action.error?.message}
        onSave={(amount, day) => void keep(amount, day)}
        onDrop={row.basis === null ? undefined : () => void keep(null, null)}
        onCancel={() => setIsOpen(false)}
      />
    );
  }
  return (
    <div className="grid justify-items-start gap-2">
      {row.basis !== null && (
        <p>
          You entered <Amount usd={row.basis} />
          {row.acquired_on && `, acquired on ${formatDay(row.acquired_on)}`}. The books use it in place of the row.
        </p>
      )}
      {action.error && (
        <Notice look="loss" role="alert">
          {action.error.message}
        </Notice>
      )}
      <Button size="small" onClick={() => setIsOpen(true)}>
        {row.basis === null ? "Enter what it cost" : "Change the basis"}
      </Button>
    </div>
  );
}
