"use client";
import { useRouter } from "next/navigation";
import { register } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { TextLink } from "@/ui/button";
import { Field, PasswordField } from "@/ui/field";
import { EntryCard } from "./entry-card";
import { EntryForm } from "./entry-form";
import { rememberAddress } from "./remembered-address";

/** Ask for an account. */
export function RegisterForm() {
  const router = useRouter();
  const action = useAction(register);
  return (
    <EntryCard
      title="Start your 30 free days"
      lead="No card needed. Afterwards $5 a month or $50 a year, or nothing: your data stays yours to take away."
      below={
        <>
          Have an account? <TextLink href="/sign-in">Sign in</TextLink>
        </>
      }
    >
      <EntryForm
        action={action}
        button="Create account"
        onSubmit={async (typed) => {
          const email = typed("email");
          if (!(await action.run({ email, password: typed("password") }))) return;
          rememberAddress(email);
          router.push("/check-mail");
        }}
      >
        <Field label="Email" name="email" type="email" autoComplete="email" required autoFocus />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          hint="A few words that mean something only to you make a good one."
        />
      </EntryForm>
    </EntryCard>
  );
}
