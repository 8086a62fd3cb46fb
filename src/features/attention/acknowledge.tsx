"use client";
import { type FormEvent, useState } from "react";
import { acknowledge, unacknowledge } from "@/backend/overrides";
import { type AttentionItem } from "@/backend/rows";
import { useAction } from "@/backend/use-action";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/states";
import { TextArea } from "@/ui/text-area";

const LONGEST = 2_000; // characters of a note

/** Say that an item was looked at, and why it is fine; the item then moves below. */
export function Acknowledge({ item, onCancel }: { item: AttentionItem; onCancel: () => void }) {
  const [note, setNote] = useState("");
  const action = useAction(acknowledge);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void action.run(item.code, item.transaction_ids, note);
  };
  return (
    <form onSubmit={submit} className="grid max-w-2xl gap-3 rounded-md bg-sunken p-4">
      <TextArea
        label="Why is it fine? (optional)"
        maxLength={LONGEST}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className="text-sm text-muted">The totals stay as they are. A row that comes later brings the item back.</p>
      {action.error && (
        <Notice look="loss" role="alert">
          {action.error.message} Your text is still here.
        </Notice>
      )}
      <div className="flex gap-2">
        <Button type="submit" size="small" look="primary" isBusy={action.isBusy}>
          Acknowledge
        </Button>
        <Button size="small" look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** Put an item back among what needs a look. */
export function TakeBack({ item }: { item: AttentionItem }) {
  const action = useAction(unacknowledge);
  return (
    <Button size="small" isBusy={action.isBusy} onClick={() => void action.run(item.code, item.transaction_ids)}>
      {action.error ? "Could not be taken back: try again" : "Take it back"}
    </Button>
  );
}
