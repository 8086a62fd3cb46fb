"use client";
import { type FormEvent, useState } from "react";
import { deleteMe } from "@/backend/me";
import { useAction } from "@/backend/use-action";
import { openAfresh } from "@/shared/open-afresh";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { DownloadLink } from "@/ui/download-link";
import { PasswordField } from "@/ui/field";
import { Modal } from "@/ui/modal";
import { Notice } from "@/ui/states";

/** Delete the user with everything, once the password was given again. */
export function DeleteMeCard() {
  const [isOpen, setIsOpen] = useState(false);
  const action = useAction(deleteMe);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    if (await action.run(password)) openAfresh("/");
  };
  return (
    <Card title="Delete me" note="Your sign-in, your accounts, every row and every figure go, for good">
      <div className="flex flex-wrap gap-3">
        <DownloadLink href="/api/me/export">Take everything with you first</DownloadLink>
        <Button look="danger" onClick={() => setIsOpen(true)}>
          Delete me with everything
        </Button>
      </div>
      <Modal
        title="Delete you and everything of yours?"
        description="You are signed out at once, and within a few minutes nothing is left. This cannot be undone."
        isOpen={isOpen}
        onOpenChange={setIsOpen}
      >
        <form method="post" onSubmit={(event) => void submit(event)} className="grid gap-4">
          <PasswordField label="Your password" name="password" autoComplete="current-password" />
          {action.error && (
            <Notice look="loss" role="alert">
              {action.error.message}
            </Notice>
          )}
          <Button type="submit" look="danger" isBusy={action.isBusy}>
            Delete everything
          </Button>
        </form>
      </Modal>
    </Card>
  );
}
