"use client";
import { Check, Circle, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { forgetFigures, hasFailedBooks, type Import, publishAgain, useImport } from "@/backend/imports";
import { useAction } from "@/backend/use-action";
import { useFilters } from "@/shared/filters";
import { countOf } from "@/shared/money";
import { Button, TextLink } from "@/ui/button";
import { Notice } from "@/ui/states";
import { BooksFailed } from "./books-failed";
import { whatCame } from "./what-came";

const PATIENCE = 20_000; // milliseconds

/** How far the server has come with a file, as it says itself. */
export function QueuedImport({ id, isSending }: { id: string; isSending: boolean }) {
  const answer = useImport(id, isSending);
  const { search } = useFilters();
  const known = answer.isPending || answer.isError ? null : answer.data;
  const latest = isSending && known?.state === "failed" ? null : known;
  const isPublished = latest?.state === "published";
  useEffect(() => {
    if (isPublished) void forgetFigures();
  }, [isPublished]);
  return (
    <div role="status" className="grid gap-2">
      <ol className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {stepsOf(latest).map((step) => (
          <Step key={step.label} {...step} />
        ))}
      </ol>
      {latest?.state === "stored" && !isSending && <Waiting for={latest} />}
      {latest?.state === "failed" && latest.error && <p className="text-loss">{latest.error.message}</p>}
      {isPublished && (
        <p className="text-muted">
          {whatCame(latest)} <TextLink href={`/pnl${search}`}>See what it earned</TextLink>
        </p>
      )}
      {answer.isError && <p className="text-muted">Its progress cannot be asked for right now; it goes on.</p>}
    </div>
  );
}

interface StepProps {
  label: string;
  isDone: boolean;
  isNow: boolean;
}

const ORDER: Import["state"][] = ["received", "read", "stored", "published"];

function stepsOf(latest: Import | null): StepProps[] {
  const reached = latest ? ORDER.indexOf(latest.state) : -1;
  const labels = [
    reached < 0 ? "Being sent" : "Received",
    reached < 1 ? "Read" : `Read ${countOf(latest?.rows_read ?? 0, "row")}`,
    reached < 1 ? "Stored" : `Stored ${countOf(latest?.rows_stored ?? 0, "row")}`,
    reached < 3 ? "Books" : "Books published",
  ];
  const isStuck = !!latest && hasFailedBooks(latest);
  return labels.map((label, index) => ({ label, isDone: index <= reached, isNow: !isStuck && index === reached + 1 }));
}

function Step({ label, isDone, isNow }: StepProps) {
  const Icon = isDone ? Check : isNow ? LoaderCircle : Circle;
  return (
    <li className={`flex items-center gap-1.5 ${isDone || isNow ? "text-ink" : "text-muted"}`}>
      <Icon aria-hidden className={`size-3.5 ${isDone ? "text-gain" : "text-muted"} ${isNow ? "animate-spin" : ""}`} />
      {label}
      <span className="sr-only">{isDone ? "done" : isNow ? "under way" : "to come"}</span>
    </li>
  );
}

function Waiting({ for: latest }: { for: Import }) {
  if (!hasFailedBooks(latest)) return <Patience id={latest.id} />;
  return (
    <Notice look="loss" role="alert">
      <BooksFailed of={latest} />
    </Notice>
  );
}

/** The rows are safe; when the books take long, their owner may ask for them once more. */
function Patience({ id }: { id: string }) {
  const [isLong, setIsLong] = useState(false);
  const again = useAction(publishAgain);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <Notice look="warning" className="flex flex-wrap items-center justify-between gap-3">
      {again.error?.message ?? "The rows are stored and safe, but their books take longer than usual."}
      <Button size="small" isBusy={again.isBusy} onClick={() => void again.run(id)}>
        Ask for them again
      </Button>
    </Notice>
  );
}
