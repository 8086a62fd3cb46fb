import { type Import } from "@/backend/imports";
import { countOf, formatCount } from "@/shared/money";

/** What an import brought, in words: "1,268 rows: 1,200 new, 8 completed, 60 known." */
export function whatCame({
  rows_read: read,
  rows_new: fresh,
  rows_completed: completed,
  rows_known: known,
}: Import): string {
  if (read > 0 && known === read) return `${countOf(read, "row")}, all of them there already.`;
  const parts = [
    { count: fresh, word: "new" },
    { count: completed, word: "completed" },
    { count: known, word: "known before" },
  ];
  const said = parts.filter(({ count }) => count > 0).map(({ count, word }) => `${formatCount(count)} ${word}`);
  return `${countOf(read, "row")}${said.length ? `: ${said.join(", ")}` : ""}.`;
}
