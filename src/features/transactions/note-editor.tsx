"use client";
import { type FormEvent, useState } from "react";
import { setNote } from "@/backend/overrides";
import { useAction } from "@/backend/use-action";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/states";
import { TextArea } from "@/ui/text-area";

const LONGEST = 2_000; // characters

/** The user's own words on a row; what was typed stays until it is saved or given up. */
export function NoteEditor({ rowId, note }: { rowId: string; note: string | null }) {
  const [draft, setDraft] = useState<string>();
  const action = useAction(setNote);
  const keep = async (text: string) => {
    if (await action.run(rowId, text)) setDraft(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void keep(draft ?? "");
  };
  const failed = action.error && (
    <Notice look="loss" role="alert">
      {action.error.message} {draft !== undefined && "Your text is still here."}
    </Notice>
  );
  if (draft === undefined) {
    return (
      <div className="grid justify-items-start gap-2">
        {note && <p className="max-w-2xl break-words whitespace-pre-wrap">{note}</p>}
        {failed}
        <div className="flex gap-2">
          <Button size="small" onClick={() => setDraft(note ?? "")}>
            {note ? "Edit the note" : "Add a note"}
          </Button>
          {note && (
            <Button size="small" look="danger" isBusy={action.isBusy} onClick={() => void keep("")}>
              Delete the note
            </Button>
          )}
        </div>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="grid max-w-2xl gap-3">
      <TextArea
        label="Your note"
        autoFocus
        maxLength={LONGEST}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      {failed}
      <div className="flex gap-2">
        <Button type="submit" size="small" look="primary" isBusy={action.isBusy}>
          Save
        </Button>
        <Button size="small" look="quiet" onClick={() => setDraft(undefined)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
