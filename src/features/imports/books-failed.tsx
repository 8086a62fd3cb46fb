"use client";
import { type Import, publishAgain } from "@/backend/imports";
import { useAction } from "@/backend/use-action";
import { Button } from "@/ui/button";

/** The rows are safe, but their books could not be built: why, and another try. */
export function BooksFailed({ of: { id, error } }: { of: Import }) {
  const again = useAction(publishAgain);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-prose">{again.error?.message ?? error?.message}</p>
      <Button size="small" isBusy={again.isBusy} onClick={() => void again.run(id)}>
        Try again
      </Button>
    </div>
  );
}
