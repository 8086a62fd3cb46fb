"use client";
import { answerOf, api, type Schemas } from "./client";
import { usePages, useResource } from "./use-resource";

export type BrokerRow = Schemas["RowLine"];
export type AttentionItem = Schemas["AttentionLine"];

/** The broker's rows of an account, newest first; null for all accounts. */
export function useRows(account: string | null, underlying?: string) {
  const query = { account: account ?? undefined, underlying };
  return usePages<BrokerRow>(["/api/transactions", query], (after) =>
    answerOf(api.GET("/api/transactions", { params: { query: { ...query, after } } })),
  );
}

/** A few rows by their ids, with their cells as the file had them. */
export function useRowsById(ids: string[]) {
  const query = { ids };
  return useResource(["/api/transactions", "by id", ids], async () => {
    const page = await answerOf(api.GET("/api/transactions", { params: { query } }));
    return page.items;
  });
}

/** What a person should look at. */
export function useAttention(account: string | null) {
  const query = { account: account ?? undefined };
  return useResource(["/api/transactions/attention", query], () =>
    answerOf(api.GET("/api/transactions/attention", { params: { query } })),
  );
}

/** Where all rows can be downloaded from as CSV. */
export function exportAddress(account: string | null): string {
  return `/api/transactions/export${account ? `?${new URLSearchParams({ account }).toString()}` : ""}`;
}
