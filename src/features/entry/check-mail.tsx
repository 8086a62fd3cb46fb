"use client";
import { useState, useSyncExternalStore } from "react";
import { resendConfirmation } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { TextLink } from "@/ui/button";
import { Field } from "@/ui/field";
import { Notice } from "@/ui/states";
import { EntryCard } from "./entry-card";
import { EntryForm } from "./entry-form";
import { rememberedAddress } from "./remembered-address";

/** Say where the confirmation went, and send it again on request. */
export function CheckMail() {
  const email = useSyncExternalStore(neverChanges, rememberedAddress, () => "");
  const [wasSent, setWasSent] = useState(false);
  const action = useAction(resendConfirmation);
  return (
    <EntryCard
      title="Check your mail"
      lead={
        <>
          We have sent a link to {email ? <strong className="text-ink">{email}</strong> : "the address you gave us"}.
          Open it to confirm that the address is yours.
        </>
      }
      below={
        <>
          Wrong address? <TextLink href="/register">Register again</TextLink>. Already confirmed?{" "}
          <TextLink href="/sign-in">Sign in</TextLink>
        </>
      }
    >
      <EntryForm
        action={action}
        button="Send it again"
        look="plain"
        onSubmit={async (typed) => setWasSent(await action.run(typed("email")))}
      >
        <Field
          key={email}
          label="Email"
          hint="Nothing after a minute? Look in the spam folder, or have it sent again."
          name="email"
          type="email"
          autoComplete="email"
          defaultValue={email}
          required
        />
        {wasSent && (
          <Notice look="gain" role="status">
            If this address awaits confirmation, another mail is on its way.
          </Notice>
        )}
      </EntryForm>
    </EntryCard>
  );
}

const neverChanges = () => () => undefined;
