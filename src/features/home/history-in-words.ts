import { type Account } from "@/backend/accounts";
import { formatDay, newYorkDay } from "@/shared/days";
import { countOf } from "@/shared/money";

/** How much history there is: "1,268 rows, 8 years, Mar 8, 2018 to Jan 2, 2026." */
export function historyInWords(accounts: Pick<Account, "rows" | "first_at" | "last_at">[]): string {
  const rows = accounts.reduce((sum, { rows: count }) => sum + count, 0);
  const first = accounts
    .flatMap(({ first_at: at }) => at ?? [])
    .map(newYorkDay)
    .toSorted()[0];
  const last = accounts
    .flatMap(({ last_at: at }) => at ?? [])
    .map(newYorkDay)
    .toSorted()
    .at(-1);
  if (!first || !last) return "No rows in this account yet.";
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
  return `${countOf(rows, "row")}, ${countOf(years, "year")}, ${formatDay(first)} to ${formatDay(last)}.`;
}
