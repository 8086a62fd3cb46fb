"use client";
import { useState } from "react";
import { confirmNewAddress } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { openAfresh } from "@/shared/open-afresh";
import { Button, TextLink } from "@/ui/button";
import { Notice } from "@/ui/states";
import { BrokenLink } from "./broken-link";
import { EntryCard } from "./entry-card";
import { EntryForm } from "./entry-form";

/** Spend the link that was mailed to a new address, on a press of the button: mail scanners open links, too. */
export function ConfirmNewAddress({ tokenHash }: { tokenHash?: string }) {
  const [isDone, setIsDone] = useState(false);
  const action = useAction(confirmNewAddress);
  const askAgain = <TextLink href="/account">Ask for the change again</TextLink>;
  if (!tokenHash) return <BrokenLink below={askAgain} />;
  if (isDone) {
    return (
      <EntryCard title="Your address is changed" lead="Sign in with it from now on; your password is the same.">
        <Button look="primary" size="large" onClick={() => openAfresh("/home")}>
          Continue
        </Button>
      </EntryCard>
    );
  }
  return (
    <EntryCard
      title="Use this address"
      lead="Only if you asked for it: the account that asked then answers to this address."
    >
      <EntryForm
        action={action}
        button="Use this address"
        onSubmit={async () => setIsDone(await action.run(tokenHash))}
      >
        {action.error?.code === "link_spent" && <Notice>{askAgain}, unless it is made already.</Notice>}
      </EntryForm>
    </EntryCard>
  );
}
