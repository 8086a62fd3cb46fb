"use client";
import { confirmAddress } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { openAfresh } from "@/shared/open-afresh";
import { TextLink } from "@/ui/button";
import { PasswordField } from "@/ui/field";
import { Notice } from "@/ui/states";
import { BrokenLink } from "./broken-link";
import { EntryCard } from "./entry-card";
import { EntryForm } from "./entry-form";

/**
 * Spend the link of a confirmation mail, on a press of the button: mail scanners open links, too.
 *
 * The password is asked for again because the one given at registration may be a stranger's.
 */
export function ConfirmAddress({ tokenHash, type }: { tokenHash?: string; type: "signup" | "email" }) {
  const action = useAction(confirmAddress);
  const another = <TextLink href="/check-mail">have a new link sent</TextLink>;
  if (!tokenHash) return <BrokenLink below={<>Or {another}.</>} />;
  return (
    <EntryCard title="Confirm your address" lead="Your password, and you are in. Your 30 free days begin now.">
      <EntryForm
        action={action}
        button="Confirm my address"
        onSubmit={async (typed) => {
          if (await action.run(tokenHash, type, typed("password"))) openAfresh("/home");
        }}
      >
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          hint="The one you chose when you signed up. Whoever confirms the address decides it."
          autoFocus
        />
        {action.error?.code === "link_spent" && (
          <Notice>
            Confirmed it before? <TextLink href="/sign-in">Sign in</TextLink>, or{" "}
            <TextLink href="/forgot">choose a new password</TextLink>. Otherwise {another}.
          </Notice>
        )}
        {action.error?.code === "password_not_set" && (
          <Notice>
            <TextLink href="/forgot">Have a link sent</TextLink> to choose it.
          </Notice>
        )}
      </EntryForm>
    </EntryCard>
  );
}
