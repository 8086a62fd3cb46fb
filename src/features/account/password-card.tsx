"use client";
import { type FormEvent, useState } from "react";
import { changePassword } from "@/backend/me";
import { useAction } from "@/backend/use-action";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { PasswordField } from "@/ui/field";
import { Notice } from "@/ui/states";

/** Change the password; every other session ends with it. */
export function PasswordCard() {
  const [isDone, setIsDone] = useState(false);
  const action = useAction(changePassword);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    setIsDone(false);
    if (!(await action.run(String(typed.get("current")), String(typed.get("new"))))) return;
    form.reset();
    setIsDone(true);
  };
  return (
    <Card title="Password" note="Changing it signs you out everywhere else">
      <form method="post" onSubmit={(event) => void submit(event)} className="grid max-w-sm gap-4">
        <PasswordField label="Current password" name="current" autoComplete="current-password" />
        <PasswordField label="New password" name="new" autoComplete="new-password" />
        {action.error && (
          <Notice look="loss" role="alert">
            {action.error.message}
          </Notice>
        )}
        {isDone && (
          <Notice look="gain" role="status">
            Your password is changed.
          </Notice>
        )}
        <div>
          <Button type="submit" isBusy={action.isBusy}>
            Change the password
          </Button>
        </div>
      </form>
    </Card>
  );
}
