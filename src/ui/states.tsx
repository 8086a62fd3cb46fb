import { CircleAlert } from "lucide-react";
import { type ReactNode } from "react";
import { cn } from "@/shared/cn";
import { Button } from "./button";

/** There is nothing to show: why, and what to do next. */
export function Empty({
  children,
  action,
  className,
}: {
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex flex-col items-center gap-4 px-6 py-12 text-center text-muted", className)}>
      <p className="max-w-md">{children}</p>
      {action}
    </div>
  );
}

/** Something could not be read: what happened, that nothing is lost, and another try. */
export function Failed({ what, message, onRetry }: { what: string; message: string; onRetry: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-start gap-3 px-5 py-6">
      <p className="flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden className="size-4 text-loss" />
        {what} could not be loaded
      </p>
      <p className="max-w-xl text-muted">{message} What you have imported is safe.</p>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

const LOOKS = {
  warning: "border-warning/40 bg-warning-soft text-warning",
  loss: "border-loss/40 bg-loss-soft text-loss",
  gain: "border-gain/40 bg-gain-soft text-gain",
  plain: "bg-sunken text-ink",
};

/** A few words that stand out beside what they are about. */
export function Notice({
  look = "plain",
  children,
  className,
  role,
}: {
  look?: keyof typeof LOOKS;
  children: ReactNode;
  className?: string;
  role?: "alert" | "status";
}) {
  return (
    <div role={role} className={cn("rounded-md border px-4 py-3", LOOKS[look], className)}>
      {children}
    </div>
  );
}
