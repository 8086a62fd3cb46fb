"use client";
import { answerOf, api, type Schemas } from "./client";
import { forgetBooks } from "./overrides";
import { useResource } from "./use-resource";

export type Account = Schemas["AccountAnswer"];

const POLL_EVERY = 2_000; // milliseconds

/** The user's brokerage accounts, oldest first; asked again and again while books are being rebuilt. */
export function useAccounts() {
  return useResource<Account[]>(
    ["/api/connections/accounts"],
    async () => {
      const { items } = await answerOf(api.GET("/api/connections/accounts"));
      return items;
    },
    { refreshInterval: (latest) => (latest && areBehind(latest) ? POLL_EVERY : 0) },
  );
}

/** Whether books of these accounts do not know everything yet that was imported or entered. */
export function areBehind(accounts: Account[]): boolean {
  return accounts.some(({ is_current: isCurrent }) => !isCurrent);
}

/** Add a brokerage account. */
export const addAccount = (name: string) => answerOf(api.POST("/api/connections/accounts", { body: { name } }));

/** Give a brokerage account another name. */
export const renameAccount = (id: string, name: string) =>
  answerOf(
    api.PATCH("/api/connections/accounts/{account_id}", { params: { path: { account_id: id } }, body: { name } }),
  );

/** Close an account's youngest lots first from a New York day on, or the oldest always (null); its books are rebuilt. */
export async function closeYoungestFrom(id: string, day: string | null): Promise<void> {
  const change = { params: { path: { account_id: id } }, body: { lifo_from: day } };
  await answerOf(api.PATCH("/api/connections/accounts/{account_id}", change));
  await forgetBooks();
}

/** Delete a brokerage account with all its rows; `name` proves that this one is meant. */
export const deleteAccount = (id: string, name: string) =>
  answerOf(
    api.DELETE("/api/connections/accounts/{account_id}", {
      params: { path: { account_id: id }, query: { confirm: name } },
    }),
  );
