"use client";
import { consentAddress } from "@/backend/links";
import { useAction } from "@/backend/use-action";
import { openAfresh } from "@/shared/open-afresh";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/states";

/** Go to tastytrade's own page, which asks whether we may read. */
export function ConsentButton({ linkId, children }: { linkId?: string; children: string }) {
  const action = useAction(async () => openAfresh(await consentAddress(linkId)));
  return (
    <div className="grid gap-3">
      <div>
        <Button look="primary" isBusy={action.isBusy} onClick={() => void action.run()}>
          {children}
        </Button>
      </div>
      {action.error && (
        <Notice look="loss" role="alert">
          {action.error.message}
        </Notice>
      )}
    </div>
  );
}
