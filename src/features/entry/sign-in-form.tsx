"use client";
import { signIn } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { openAfresh } from "@/shared/open-afresh";
import { TextLink } from "@/ui/button";
import { Field, PasswordField } from "@/ui/field";
import { Notice } from "@/ui/states";
import { EntryCard } from "./entry-card";
import { EntryForm } from "./entry-form";

/** Sign in, then go to where the reader was headed. */
export function SignInForm({ next, hasEnded }: { next: string; hasEnded: boolean }) {
  const action = useAction(signIn);
  return (
    <EntryCard
      title="Sign in"
      below={
        <>
          New here? <TextLink href="/register">Start your 30 free days</TextLink>
        </>
      }
    >
      {hasEnded && <Notice role="status">Sign in to go on where you were.</Notice>}
      <EntryForm
        action={action}
        button="Sign in"
        onSubmit={async (typed) => {
          // A whole new page, so that nothing of an earlier session stays in memory.
          if (await action.run({ email: typed("email"), password: typed("password") })) openAfresh(next);
        }}
      >
        <Field label="Email" name="email" type="email" autoComplete="username" required autoFocus />
        <PasswordField label="Password" name="password" autoComplete="current-password" />
      </EntryForm>
      <p className="-mt-2 text-sm">
        <TextLink href="/forgot">Forgot your password?</TextLink>
      </p>
    </EntryCard>
  );
}
