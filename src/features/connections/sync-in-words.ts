import { type FollowedAccount, type SyncRun, type Twins } from "@/backend/links";
import { ago, formatDay, formatTime } from "@/shared/days";
import { countOf, formatCount } from "@/shared/money";

const MOST_NAMED = 5;
const ASK_EVERY = 60; // seconds

/** How far a history has come: "3,412 of about 9,000 rows, 2021". */
export function progressInWords(
  { rows_seen: seen, rows_expected: expected }: Pick<FollowedAccount, "rows_seen" | "rows_expected">,
  running: Pick<SyncRun, "window_last"> | undefined,
): string {
  if (expected === null) return seen ? countOf(seen, "row") : "Asking tastytrade for the history";
  const year = running?.window_last?.slice(0, 4);
  return `${formatCount(seen)} of about ${countOf(expected, "row")}${year ? `, ${year}` : ""}`;
}

/** How much of a history came, from 0 to 1; undefined while nobody knows. */
export function shareOf({ rows_seen: seen, rows_expected: expected }: FollowedAccount): number | undefined {
  return expected ? Math.min(seen / expected, 1) : undefined;
}

/** What a sync brought: "12 new rows in SPX, IBIT". */
export function whatCameIn(run: Pick<SyncRun, "rows_new" | "rows_changed" | "rows_withdrawn" | "underlyings">): string {
  const parts = [
    run.rows_new ? `${formatCount(run.rows_new)} new` : "",
    run.rows_changed ? `${formatCount(run.rows_changed)} changed` : "",
    run.rows_withdrawn ? `${formatCount(run.rows_withdrawn)} withdrawn` : "",
  ].filter(Boolean);
  if (parts.length === 0) return "Nothing new";
  const rows = run.rows_new + run.rows_changed + run.rows_withdrawn === 1 ? "row" : "rows";
  const [first = "", ...others] = parts;
  const said = [`${first} ${rows}`, ...others].join(", ");
  return run.underlyings.length ? `${said} in ${named(run.underlyings)}` : said;
}

function named(underlyings: string[]): string {
  const shown = underlyings.slice(0, MOST_NAMED).join(", ");
  const more = underlyings.length - MOST_NAMED;
  return more > 0 ? `${shown} and ${formatCount(more)} more` : shown;
}

/** When an account was read last and when it is next. */
export function timesInWords(
  { last_good_at: last, next_due_at: next }: Pick<FollowedAccount, "last_good_at" | "next_due_at">,
  now: Date,
): string {
  const read = last ? `Synced ${ago(last, now)}` : "Not synced yet";
  if (!next) return `${read}.`;
  return new Date(next) <= now ? `${read}; the next one is due now.` : `${read}; the next one at ${formatTime(next)}.`;
}

/** In how many seconds a sync may be asked for again; 0 when it may be now. */
export function secondsToWait(askedAt: string | null, now: Date): number {
  if (!askedAt) return 0;
  const since = (now.getTime() - new Date(askedAt).getTime()) / 1_000;
  return Math.min(Math.max(0, Math.ceil(ASK_EVERY - since)), ASK_EVERY);
}

/** How the rows of files met the broker's, before they are said to be the same account's. */
export function twinsInWords(twins: Twins): string {
  const { matched, only_imported: files, only_at_broker: broker } = twins;
  const days = `${formatDay(twins.first_day)} – ${formatDay(twins.last_day)}`;
  return `${countOf(matched, "row")} alike, ${formatCount(files)} only in your files, ${formatCount(broker)} only at tastytrade (${days})`;
}

/** How well two accounts match, from 0 to 1. */
export function likeness({ matched, only_imported: files, only_at_broker: broker }: Twins): number {
  const all = matched + files + broker;
  return all ? matched / all : 0;
}
