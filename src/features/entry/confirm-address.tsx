"use client";
import { confirmAddress } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { openAfresh } from "@/shared/open-afresh";
import { TextLink } from "@/ui/button";
import { Notice } from "@/ui/states";
import { EntryCard } from "./entry-card";
import { EntryForm } from "./entry-form";

/** Spend the link of a confirmation mail, on a press of the button: mail scanners open links, too. */
export function ConfirmAddress({ tokenHash, type }: { tokenHash?: string; type: "signup" | "email" }) {
  const action = useAction(confirmAddress);
  if (!tokenHash) return <BrokenLink />;
  return (
    <EntryCard title="Confirm your address" lead="One press, and you are in. Your 30 free days begin now.">
      <EntryForm
        action={action}
        button="Confirm my address"
        onSubmit={async () => {
          if (await action.run(tokenHash, type)) openAfresh("/home");
        }}
      >
        {action.error?.code === "link_spent" && (
          <Notice>
            Confirmed it before? <TextLink href="/sign-in">Sign in</TextLink>. Otherwise{" "}
            <TextLink href="/check-mail">have a new link sent</TextLink>.
          </Notice>
        )}
      </EntryForm>
    </EntryCard>
  );
}

function BrokenLink() {
  return (
    <EntryCard
      title="This link is not complete"
      lead="Mail programs sometimes break long links. Copy the whole link from the mail into the address bar."
      below={
        <>
          Or <TextLink href="/check-mail">have a new link sent</TextLink>.
        </>
      }
    />
  );
}
