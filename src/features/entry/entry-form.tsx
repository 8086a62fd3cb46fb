"use client";
import { type FormEvent, type ReactNode } from "react";
import { type Action } from "@/backend/use-action";
import { useHasStarted } from "@/shared/use-has-started";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/states";

/** What was typed into a form, field by field. */
export type Typed = (field: string) => string;

/**
 * A form with one button; what was refused stands above the button, and what was typed stays. Nothing can be sent before
 * the page runs, and were it sent all the same, a password would not end in the address.
 */
export function EntryForm<Arguments extends unknown[]>({
  action,
  onSubmit,
  button,
  look = "primary",
  children,
}: {
  action: Action<Arguments>;
  onSubmit: (typed: Typed) => Promise<unknown>;
  button: string;
  look?: "primary" | "plain";
  children?: ReactNode;
}) {
  const hasStarted = useHasStarted();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void onSubmit((field) => String(form.get(field) ?? ""));
  };
  return (
    <form method="post" onSubmit={submit} className="grid gap-5">
      {children}
      {action.error && (
        <Notice look="loss" role="alert">
          {action.error.message}
        </Notice>
      )}
      <Button type="submit" look={look} size="large" disabled={!hasStarted} isBusy={action.isBusy}>
        {button}
      </Button>
    </form>
  );
}
