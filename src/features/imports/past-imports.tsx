"use client";
import { hasFailedBooks, type Import, useImports } from "@/backend/imports";
import { formatDay, newYorkDay } from "@/shared/days";
import { Badge } from "@/ui/badge";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { BooksFailed } from "./books-failed";
import { refusalInWords } from "./place-in";
import { whatCame } from "./what-came";

const STATES: Record<Import["state"] | "stuck", { label: string; look: "gain" | "loss" | "warning" }> = {
  received: { label: "Received", look: "warning" },
  read: { label: "Being stored", look: "warning" },
  stored: { label: "Stored", look: "warning" },
  published: { label: "Published", look: "gain" },
  stuck: { label: "Stored, no books", look: "loss" },
  failed: { label: "Refused", look: "loss" },
};

const COLUMNS: Column<Import>[] = [
  { name: "file", label: "File", cell: ({ file_name: name }) => <span className="break-all">{name}</span> },
  { name: "span", label: "Covers", from: "sm", cell: (one) => spanOf(one) },
  { name: "rows", label: "What came", from: "md", cell: (one) => <Outcome of={one} /> },
  {
    name: "state",
    label: "State",
    cell: (one) => <State of={one} />,
  },
];

/** Every file that was ever sent for an account. */
export function PastImports({ accountId }: { accountId: string }) {
  const imports = useImports(accountId);
  return (
    <Card title="Past imports" note="Newest first" flush>
      {imports.isPending && <TableSkeleton label="Loading the past imports" rows={3} />}
      {imports.isError && <Failed what="The past imports" message={imports.error.message} onRetry={imports.refetch} />}
      {!imports.isPending && !imports.isError && imports.data.length === 0 && (
        <Empty className="border-t py-6">No file was imported into this account yet.</Empty>
      )}
      {!imports.isPending && !imports.isError && imports.data.length > 0 && (
        <DataTable label="Past imports" columns={COLUMNS} rows={imports.data} keyOf={({ id }) => id} />
      )}
    </Card>
  );
}

function State({ of }: { of: Import }) {
  const { label, look } = STATES[hasFailedBooks(of) ? "stuck" : of.state];
  return <Badge look={look}>{label}</Badge>;
}

function Outcome({ of }: { of: Import }) {
  if (hasFailedBooks(of)) return <BooksFailed of={of} />;
  if (!of.error) return <>{whatCame(of)}</>;
  return <span className="text-muted">{refusalInWords(of.error)}</span>;
}

function spanOf({ first_at: first, last_at: last }: Import): string {
  if (!first || !last) return "—";
  return `${formatDay(newYorkDay(first))} – ${formatDay(newYorkDay(last))}`;
}
