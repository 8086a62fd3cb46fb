"use client";
import { signOut } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { openAfresh } from "@/shared/open-afresh";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Notice } from "@/ui/states";

/** Sign out here and everywhere else. */
export function SessionsCard() {
  const action = useAction(signOut);
  const leave = async () => {
    if (await action.run("global")) openAfresh("/sign-in");
  };
  return (
    <Card title="Sessions" note="Lost a device, or signed in somewhere you should not have?">
      <div className="grid gap-3">
        {action.error && (
          <Notice look="loss" role="alert">
            {action.error.message}
          </Notice>
        )}
        <div>
          <Button isBusy={action.isBusy} onClick={() => void leave()}>
            Sign out everywhere
          </Button>
        </div>
      </div>
    </Card>
  );
}
