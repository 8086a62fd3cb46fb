"use client";
import { type FormEvent, useState } from "react";
import { type Account, closeYoungestFrom } from "@/backend/accounts";
import { useAction } from "@/backend/use-action";
import { formatDay } from "@/shared/days";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Modal } from "@/ui/modal";
import { Notice } from "@/ui/states";

interface ClosingOrderProps {
  account: Account;
  isOpen: boolean;
  onClose: () => void;
}

/** Which lots of an account close first. */
export function ClosingOrder({ account, isOpen, onClose }: ClosingOrderProps) {
  const [day, setDay] = useState(account.lifo_from ?? "");
  const action = useAction((from: string | null) => closeYoungestFrom(account.id, from));
  const keep = async (from: string | null) => {
    if (!(await action.run(from))) return;
    setDay(from ?? "");
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void keep(day || null);
  };
  return (
    <Modal
      title="Which lots close first?"
      description="From the day you choose on, a closing takes the youngest lot first (LIFO), and before it the oldest (FIFO). Choose the day on which your broker made the change; the account's books are rebuilt with it."
      isOpen={isOpen}
      onOpenChange={(stays) => !stays && onClose()}
    >
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label="Youngest first from"
          hint="A day in New York. Empty: the oldest lot always closes first."
          type="date"
          min="1970-01-01"
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        {action.error && (
          <Notice look="loss" role="alert">
            {action.error.message}
          </Notice>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={action.isBusy}>
            Save
          </Button>
          {account.lifo_from && (
            <Button disabled={action.isBusy} onClick={() => void keep(null)}>
              Oldest first always
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

/** The same in one line. */
export function closingOrderInWords({ lifo_from: from }: Pick<Account, "lifo_from">): string {
  return from
    ? `Lots close youngest first (LIFO) from ${formatDay(from)} on, oldest first before.`
    : "Lots close oldest first (FIFO).";
}
