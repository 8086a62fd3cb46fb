import { Button } from "./button";
import { Notice } from "./states";

/** What is shown is from before: the latest attempt to read it anew failed. */
export function StaleNote({ onRetry }: { onRetry: () => void }) {
  return (
    <Notice look="warning" role="status" className="flex flex-wrap items-center justify-between gap-3">
      These figures may be out of date: the latest could not be loaded.
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </Notice>
  );
}
