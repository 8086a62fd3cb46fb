"use client";
import { type QueuedFile } from "./import-queue";
import { useQueue } from "./queue-of-visit";
import { QueuedImport } from "./queued-import";
import { RefusedFile } from "./refused-file";

/** The files of this visit, each with what is really happening to it. */
export function QueueList() {
  const files = useQueue();
  if (files.length === 0) return null;
  return (
    <ul aria-label="Files of this visit" className="grid gap-3">
      {files.map((file) => (
        <li key={file.id} className="rounded-md border px-4 py-3">
          <p className="mb-1 font-medium break-all">{file.file.name}</p>
          <Progress file={file} />
        </li>
      ))}
    </ul>
  );
}

function Progress({ file }: { file: QueuedFile }) {
  if (file.state === "waiting") return <p className="text-muted">Waits for the files before it</p>;
  if (file.state === "refused") return <RefusedFile file={file} />;
  return <QueuedImport id={file.id} isSending={file.state === "sending"} />;
}
