"use client";
import { resetPassword } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { openAfresh } from "@/shared/open-afresh";
import { TextLink } from "@/ui/button";
import { PasswordField } from "@/ui/field";
import { BrokenLink } from "./broken-link";
import { EntryCard } from "./entry-card";
import { EntryForm } from "./entry-form";

/** Choose a new password with a mailed link; it signs in, and out everywhere else. */
export function ResetForm({ tokenHash }: { tokenHash?: string }) {
  const action = useAction(resetPassword);
  const another = <TextLink href="/forgot">Have a new link sent</TextLink>;
  if (!tokenHash) return <BrokenLink below={another} />;
  return (
    <EntryCard title="Choose a new password" lead="Everywhere else you will be signed out." below={another}>
      <EntryForm
        action={action}
        button="Save and sign in"
        onSubmit={async (typed) => {
          if (await action.run(tokenHash, typed("password"))) openAfresh("/home");
        }}
      >
        <PasswordField label="New password" name="password" autoComplete="new-password" autoFocus />
      </EntryForm>
    </EntryCard>
  );
}
