"use client";
import { type FormEvent, useState } from "react";
import { changeAddress } from "@/backend/me";
import { useAction } from "@/backend/use-action";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, PasswordField } from "@/ui/field";
import { Notice } from "@/ui/states";

/** Ask for another mail address; the link in the mail to it makes the change. */
export function AddressCard() {
  const [askedFor, setAskedFor] = useState<string>();
  const action = useAction(changeAddress);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    const address = String(typed.get("email"));
    setAskedFor(undefined);
    if (!(await action.run(address, String(typed.get("password"))))) return;
    form.reset();
    setAskedFor(address);
  };
  return (
    <Card title="Address" note="Where our mails go, and what you sign in with">
      <form method="post" onSubmit={(event) => void submit(event)} className="grid max-w-sm gap-4">
        <Field label="New address" name="email" type="email" autoComplete="email" required />
        <PasswordField label="Your password" name="password" autoComplete="current-password" />
        {action.error && (
          <Notice look="loss" role="alert">
            {action.error.message}
          </Notice>
        )}
        {askedFor && (
          <Notice look="gain" role="status">
            If {askedFor} is free, a mail is on its way there. Open its link within an hour; until then nothing changes.
          </Notice>
        )}
        <div>
          <Button type="submit" isBusy={action.isBusy}>
            Change the address
          </Button>
        </div>
      </form>
    </Card>
  );
}
