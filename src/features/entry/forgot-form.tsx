"use client";
import { useState } from "react";
import { mailRecovery } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { TextLink } from "@/ui/button";
import { Field } from "@/ui/field";
import { Notice } from "@/ui/states";
import { EntryCard } from "./entry-card";
import { EntryForm } from "./entry-form";

/** Have a link mailed with which to choose a new password. */
export function ForgotForm() {
  const [wasSent, setWasSent] = useState(false);
  const action = useAction(mailRecovery);
  return (
    <EntryCard
      title="Forgot your password?"
      lead="We mail you a link with which you choose a new one."
      below={<TextLink href="/sign-in">Back to signing in</TextLink>}
    >
      <EntryForm
        action={action}
        button="Send me a link"
        onSubmit={async (typed) => setWasSent(await action.run(typed("email")))}
      >
        <Field label="Email" name="email" type="email" autoComplete="email" required autoFocus />
        {wasSent && (
          <Notice look="gain" role="status">
            If this address has an account, the link is on its way. It works once, for an hour.
          </Notice>
        )}
      </EntryForm>
    </EntryCard>
  );
}
