"use client";
import { signOut } from "@/backend/session";
import { useAction } from "@/backend/use-action";
import { openAfresh } from "@/shared/open-afresh";
import { Button } from "@/ui/button";

/** End this session; a whole new page follows, so that nothing of it stays in memory. */
export function SignOutButton() {
  const action = useAction(signOut);
  const leave = async () => {
    const isDone = await action.run("local");
    if (isDone) openAfresh("/sign-in");
  };
  return (
    <Button size="small" look="quiet" isBusy={action.isBusy} onClick={() => void leave()}>
      {action.error ? "Sign out failed: try again" : "Sign out"}
    </Button>
  );
}
