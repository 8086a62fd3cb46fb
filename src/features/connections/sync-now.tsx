"use client";
import { type FollowedAccount, syncNow } from "@/backend/links";
import { useAction } from "@/backend/use-action";
import { Button } from "@/ui/button";
import { secondsToWait } from "./sync-in-words";

/** Have an account read now; after that the button says when it may be pressed again. */
export function SyncNow({ account, now }: { account: FollowedAccount; now: Date }) {
  const action = useAction(() => syncNow(account.account_id));
  const wait = secondsToWait(account.asked_at, now);
  return (
    <div className="grid justify-items-end gap-1">
      <Button size="small" disabled={wait > 0} isBusy={action.isBusy} onClick={() => void action.run()}>
        {wait > 0 ? `Sync again in ${wait} s` : "Sync now"}
      </Button>
      {action.error && (
        <p role="alert" className="max-w-xs text-right text-sm text-loss">
          {action.error.message}
        </p>
      )}
    </div>
  );
}
