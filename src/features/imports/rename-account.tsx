"use client";
import { type FormEvent, useState } from "react";
import { type Account, renameAccount } from "@/backend/accounts";
import { forgetFigures } from "@/backend/imports";
import { useAction } from "@/backend/use-action";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Modal } from "@/ui/modal";

/** Give an account another name. */
export function RenameAccount({
  account,
  isOpen,
  onClose,
}: {
  account: Account;
  isOpen: boolean;
  onClose: () => void;
}) {
  const [name, setName] = useState(account.name);
  const action = useAction(async (wanted: string) => {
    await renameAccount(account.id, wanted);
    await forgetFigures();
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await action.run(name)) onClose();
  };
  return (
    <Modal title="Rename the account" isOpen={isOpen} onOpenChange={(stays) => !stays && onClose()}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field
          label="Name"
          value={name}
          maxLength={80}
          required
          error={action.error?.message}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" look="primary" isBusy={action.isBusy}>
          Save
        </Button>
      </form>
    </Modal>
  );
}
