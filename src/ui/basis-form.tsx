"use client";
import { type FormEvent, useState } from "react";
import { readAmount, wrongWithDay } from "@/shared/basis";
import { newYorkDay } from "@/shared/days";
import { type Decimal } from "@/shared/decimal";
import { Button } from "./button";
import { Field } from "./field";
import { Notice } from "./states";

interface BasisFormProps {
  /** What was entered before. */
  amount?: Decimal | null;
  acquiredOn?: string | null;
  isBusy: boolean;
  /** Why the latest attempt failed. */
  failure?: string;
  onSave: (amount: Decimal, acquiredOn: string | null) => void;
  /** Take back what was entered before. */
  onDrop?: () => void;
  onCancel?: () => void;
}

/** What opening a position cost or brought, and when; what was typed stays until it is saved. */
export function BasisForm({ amount, acquiredOn, isBusy, failure, onSave, onDrop, onCancel }: BasisFormProps) {
  const [typed, setTyped] = useState(amount ?? "");
  const [day, setDay] = useState(acquiredOn ?? "");
  const [isTried, setIsTried] = useState(false);
  const read = readAmount(typed);
  const wrongDay = wrongWithDay(day, newYorkDay(new Date()));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (read.amount !== undefined && !wrongDay) onSave(read.amount, day || null);
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-xl gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="Total cost in dollars"
          hint="Of the whole position, before fees; for a short one what it brought."
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          error={isTried ? read.wrong : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Field
          label="Acquired on"
          hint="Where you know it: it decides between short and long term."
          type="date"
          value={day}
          error={isTried ? wrongDay : undefined}
          onChange={(event) => setDay(event.target.value)}
        />
      </div>
      {failure && (
        <Notice look="loss" role="alert">
          {failure} What you typed is still here.
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" look="primary" isBusy={isBusy}>
          Save the basis
        </Button>
        {onDrop && (
          <Button size="small" look="danger" disabled={isBusy} onClick={onDrop}>
            Take it back
          </Button>
        )}
        {onCancel && (
          <Button size="small" look="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
