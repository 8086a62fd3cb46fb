"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { comeBack } from "@/backend/links";
import { useAction } from "@/backend/use-action";
import { ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { Notice } from "@/ui/states";

interface ComingBackProps {
  code?: string;
  state?: string;
  error?: string;
}

/** Back from tastytrade's page: link with what it sent along, once. */
export function ComingBack({ code, state, error }: ComingBackProps) {
  const router = useRouter();
  const hasBegun = useRef(false);
  const action = useAction(async () => {
    await comeBack(code ?? "", state ?? "");
    router.replace("/connections");
  });
  const { run } = action;
  useEffect(() => {
    if (hasBegun.current || !code || !state) return;
    hasBegun.current = true;
    // The code works once; it need not stay in the address.
    window.history.replaceState(null, "", "/connections/callback");
    void run();
  });
  return (
    <>
      <PageHeader title="Linking tastytrade" />
      <Card>
        <Outcome why={action.error?.message ?? whyNot({ code, state, error })} />
      </Card>
    </>
  );
}

function whyNot({ code, state, error }: ComingBackProps): string | undefined {
  if (error === "access_denied") return "You did not allow it. Nothing was linked.";
  if (error) return "tastytrade did not let us in. Nothing was linked.";
  return code && state ? undefined : "This address is for coming back from tastytrade's page only.";
}

function Outcome({ why }: { why: string | undefined }) {
  if (!why) {
    return (
      <div role="status" className="grid gap-3">
        <p>Asking tastytrade for your accounts…</p>
        <Skeleton className="h-3 w-56" />
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <Notice look="warning" role="alert">
        {why}
      </Notice>
      <div>
        <ButtonLink href="/connections">Back to connections</ButtonLink>
      </div>
    </div>
  );
}
