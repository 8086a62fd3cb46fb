"use client";
import { type ComponentProps, type ReactNode, useId, useState } from "react";
import { cn } from "@/shared/cn";

export const inputLook =
  "h-10 w-full rounded-md border border-line-strong bg-card px-3 text-base text-ink placeholder:text-muted aria-invalid:border-loss";

type FieldProps = ComponentProps<"input"> & { label: string; hint?: ReactNode; error?: string };

/** A labelled input, with a hint below it or what is wrong with it. */
export function Field({ label, hint, error, className, ...input }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={cn(inputLook, className)}
        {...input}
      />
      {note && (
        <p id={`${id}-note`} className={cn("text-sm", error ? "text-loss" : "text-muted")}>
          {note}
        </p>
      )}
    </div>
  );
}

/** A password, which its owner may look at while typing. */
export function PasswordField(props: Omit<FieldProps, "type">) {
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="relative">
      <Field type={isShown ? "text" : "password"} className="pr-16" required {...props} />
      <button
        type="button"
        aria-pressed={isShown}
        onClick={() => setIsShown(!isShown)}
        className="absolute top-8 right-1.5 rounded-sm px-2 py-0.5 text-sm text-muted hover:text-ink"
      >
        {isShown ? "Hide" : "Show"}
      </button>
    </div>
  );
}

/** A labelled choice among a few. */
export function Select({
  label,
  isLabelHidden = false,
  className,
  children,
  ...select
}: ComponentProps<"select"> & { label: string; isLabelHidden?: boolean }) {
  const id = useId();
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      <select id={id} className={cn(inputLook, "pr-8")} {...select}>
        {children}
      </select>
    </div>
  );
}
