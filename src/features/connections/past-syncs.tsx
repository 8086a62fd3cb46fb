import { type SyncRun } from "@/backend/links";
import { type Resource } from "@/backend/use-resource";
import { Badge } from "@/ui/badge";
import { type Column, DataTable } from "@/ui/data-table";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { When } from "@/ui/when";
import { whatCameIn } from "./sync-in-words";

const KINDS: Partial<Record<string, string>> = {
  backfill: "Whole history",
  incremental: "What is new",
  reread: "A year once more",
};
const STATES: Partial<Record<string, { label: string; look: "gain" | "loss" | "warning" }>> = {
  done: { label: "Done", look: "gain" },
  running: { label: "Under way", look: "warning" },
  failed: { label: "Ended early", look: "loss" },
};

const COLUMNS: Column<SyncRun>[] = [
  { name: "when", label: "Started", cell: ({ started_at: at }) => <When at={at} isShortOnPhone /> },
  { name: "kind", label: "Read", from: "sm", cell: ({ kind }) => KINDS[kind] ?? kind },
  { name: "came", label: "What came in", cell: (run) => run.error?.message ?? whatCameIn(run) },
  { name: "state", label: "State", from: "sm", cell: ({ state }) => <State of={state} /> },
];

/** The last hundred syncs of an account. */
export function PastSyncs({ runs }: { runs: Resource<SyncRun[]> }) {
  if (runs.isPending) return <TableSkeleton label="Loading the past syncs" rows={3} />;
  if (runs.isError) return <Failed what="The past syncs" message={runs.error.message} onRetry={runs.refetch} />;
  if (runs.data.length === 0) return <Empty className="py-6">This account was not synced yet.</Empty>;
  return <DataTable label="Past syncs" columns={COLUMNS} rows={runs.data} keyOf={({ id }) => id} />;
}

function State({ of }: { of: string }) {
  const { label, look } = STATES[of] ?? { label: of, look: "warning" as const };
  return <Badge look={look}>{label}</Badge>;
}
