"use client";
import { answerOf, api, type Schemas } from "./client";
import { useResource } from "./use-resource";

export type Account = Schemas["AccountAnswer"];

/** The user's brokerage accounts with what their imports cover, oldest first. */
export function useAccounts() {
  return useResource(["/api/connections/accounts"], async () => {
    const { items } = await answerOf(api.GET("/api/connections/accounts"));
    return items;
  });
}

/** Add a brokerage account. */
export const addAccount = (name: string) => answerOf(api.POST("/api/connections/accounts", { body: { name } }));

/** Give a brokerage account another name. */
export const renameAccount = (id: string, name: string) =>
  answerOf(
    api.PATCH("/api/connections/accounts/{account_id}", { params: { path: { account_id: id } }, body: { name } }),
  );

/** Delete a brokerage account with all its rows; `name` proves that this one is meant. */
export const deleteAccount = (id: string, name: string) =>
  answerOf(
    api.DELETE("/api/connections/accounts/{account_id}", {
      params: { path: { account_id: id }, query: { confirm: name } },
    }),
  );
