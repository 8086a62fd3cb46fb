import { type Account } from "@/backend/accounts";
import { type OfferedAccount } from "@/backend/links";
import { likeness } from "./sync-in-words";

/** Whether an offered account is to be followed, and the imported account that it is (null: a new one). */
export interface Choice {
  isChosen: boolean;
  accountId: string | null;
}

/** By number. */
export type Choices = Partial<Record<string, Choice>>;

const ALIKE_ENOUGH = 0.5;

/** What is chosen before anybody chooses: what is followed; of a new link every open account. */
export function atFirst(offered: OfferedAccount[]): Choices {
  const isNew = !offered.some(({ is_followed: isFollowed }) => isFollowed);
  const taken = new Set<string>();
  return Object.fromEntries(
    offered.map((one) => {
      const accountId = one.account_id ?? likelyTwin(one, taken);
      if (accountId) taken.add(accountId);
      return [one.number, { isChosen: one.is_followed || (isNew && !one.is_closed), accountId }];
    }),
  );
}

function likelyTwin({ twins }: OfferedAccount, taken: Set<string>): string | null {
  const free = twins.filter(({ account_id: id }) => !taken.has(id));
  const best = free.toSorted((one, other) => likeness(other) - likeness(one))[0];
  return best && likeness(best) > ALIKE_ENOUGH ? best.account_id : null;
}

/** The imported accounts that an offered one may be: those whose files did not say a number. */
export function nameless(accounts: Account[]): Account[] {
  return accounts.filter(({ account_number: number, source, rows }) => number === null && source === "csv" && rows > 0);
}
