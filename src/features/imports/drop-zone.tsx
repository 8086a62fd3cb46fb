"use client";
import { FileUp } from "lucide-react";
import { type ChangeEvent, type DragEvent, useState } from "react";
import { cn } from "@/shared/cn";

/** Where files are dropped, or chosen with a click or the keyboard. */
export function DropZone({ onFiles, isBusy }: { onFiles: (files: File[]) => void; isBusy: boolean }) {
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (event.dataTransfer.files.length) onFiles([...event.dataTransfer.files]);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // So that choosing the same file again is a change.
    event.target.value = "";
    if (files.length) onFiles(files);
  };
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cn(
        "grid justify-items-center gap-2 rounded-lg border border-dashed border-line-strong bg-sunken px-6 py-10 text-center",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <FileUp aria-hidden className="size-6 text-muted" />
      <span className="text-lg font-medium">
        Drop CSV files here, or <span className="text-accent underline underline-offset-4">choose them</span>
      </span>
      <span className="max-w-lg text-muted">
        tastytrade stops an export at 1,000 rows or one year, so drop as many as you have, in any order. What is there
        already is recognised and never counted twice.
      </span>
      <input
        type="file"
        accept=".csv,text/csv,.txt,.gz"
        multiple
        disabled={isBusy}
        onChange={choose}
        className="sr-only"
      />
    </label>
  );
}
