"use client";
import { Card } from "@/ui/card";
import { ConsentButton } from "./consent-button";
import { GrantForm } from "./grant-form";
import { HowTo } from "./how-to";

/** Link a tastytrade login, for the first time or one more. */
export function NewLink({ canAuthorize, isFirst }: { canAuthorize: boolean; isFirst: boolean }) {
  return (
    <Card
      title={isFirst ? "Link tastytrade" : "Link another login"}
      note="Read-only: accounts, transactions, orders, positions and balances. We cannot trade, and do not want to."
    >
      <div className="grid gap-6">
        {canAuthorize && (
          <section className="grid gap-3">
            <h3 className="font-semibold">On tastytrade&apos;s page</h3>
            <p className="max-w-2xl text-muted">
              You sign in there, with your second factor, and allow reading. tastytrade then sends you back here.
            </p>
            <ConsentButton>Continue at tastytrade</ConsentButton>
          </section>
        )}
        {canAuthorize ? (
          <details className="group grid gap-4 border-t pt-4">
            <summary className="cursor-pointer font-semibold">With an application of your own</summary>
            <div className="mt-4 grid gap-6">
              <HowTo />
              <GrantForm button="Link" />
            </div>
          </details>
        ) : (
          <>
            <HowTo />
            <GrantForm button="Link" />
          </>
        )}
      </div>
    </Card>
  );
}
