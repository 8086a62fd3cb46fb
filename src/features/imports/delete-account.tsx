"use client";
import { type FormEvent, useState } from "react";
import { type Account, deleteAccount } from "@/backend/accounts";
import { forgetFigures } from "@/backend/imports";
import { useAction } from "@/backend/use-action";
import { countOf } from "@/shared/money";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Modal } from "@/ui/modal";

interface DeleteAccountProps {
  account: Account;
  isOpen: boolean;
  onClose: () => void;
  onDeleted: () => void;
}

/** Delete an account with all its rows, once its name was typed. */
export function DeleteAccount({ account, isOpen, onClose, onDeleted }: DeleteAccountProps) {
  const [typed, setTyped] = useState("");
  const action = useAction(async () => {
    await deleteAccount(account.id, typed);
    onDeleted();
    await forgetFigures();
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await action.run()) onClose();
  };
  return (
    <Modal
      title={`Delete ${account.name}?`}
      description={`${countOf(account.rows, "row")}, the imports and the books of this account go for good. Your files can be imported again.`}
      isOpen={isOpen}
      onOpenChange={(stays) => !stays && onClose()}
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field
          label={`Type “${account.name}” to confirm`}
          value={typed}
          autoComplete="off"
          error={action.error?.message}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" look="danger" disabled={typed !== account.name} isBusy={action.isBusy}>
          Delete for good
        </Button>
      </form>
    </Modal>
  );
}
