"use client";
import { useEffect, useRef } from "react";
import { answerOf, api, type Schemas } from "./client";
import { forgetFigures } from "./imports";
import { useResource } from "./use-resource";

export type Link = Schemas["LinkAnswer"];
export type LinkList = Schemas["LinkList"];
export type FollowedAccount = Schemas["FollowedAnswer"];
export type OfferedAccount = Schemas["OfferedAnswer"];
export type Twins = Schemas["Twins"];
export type SyncRun = Schemas["SyncRun"];

/** What a trader copies from tastytrade's site. */
export type PastedGrant = Record<"client_secret" | "refresh_token", string>;

const POLL_WHILE_LOADING = 2_000; // milliseconds
const POLL_WHILE_FOLLOWING = 20_000;
const WATCH_EVERY = 4 * 60_000;

/** The links to tastytrade with the accounts that they follow; asked again while a history loads. */
export function useLinks() {
  return useResource<LinkList>(["/api/connections/links"], () => answerOf(api.GET("/api/connections/links")), {
    refreshInterval: (latest) => {
      const followed = latest?.items.flatMap(({ accounts }) => accounts) ?? [];
      if (followed.some(isLoading)) return POLL_WHILE_LOADING;
      return followed.length ? POLL_WHILE_FOLLOWING : 0;
    },
  });
}

/** Whether an account's history has not come whole yet. */
export function isLoading({ phase }: FollowedAccount): boolean {
  return phase === "backfill";
}

/** The accounts that a link opens. */
export function useOffered(linkId: string) {
  return useResource(["/api/connections/links", linkId, "accounts"], async () => {
    const path = { link_id: linkId };
    const { items } = await answerOf(api.GET("/api/connections/links/{link_id}/accounts", { params: { path } }));
    return items;
  });
}

/** An account's syncs, newest first; read anew whenever `version` changes. */
export function useRuns(accountId: string, version: string) {
  return useResource(
    ["/api/connections/accounts", accountId, "runs", version],
    async () => {
      const path = { account_id: accountId };
      const { items } = await answerOf(api.GET("/api/connections/accounts/{account_id}/runs", { params: { path } }));
      return items;
    },
    { keepPreviousData: true },
  );
}

/** Link by a grant of the trader's own application, or put it in the place of a link's old one. */
export async function linkByGrant(grant: PastedGrant, linkId?: string): Promise<void> {
  if (linkId === undefined) await answerOf(api.POST("/api/connections/links", { body: grant }));
  else {
    const path = { link_id: linkId };
    await answerOf(api.PUT("/api/connections/links/{link_id}", { params: { path }, body: grant }));
  }
  await forgetFigures();
}

/** Where tastytrade asks whether we may read, for a new link or in the place of one. */
export async function consentAddress(linkId?: string): Promise<string> {
  const query = { link_id: linkId };
  const { url } = await answerOf(api.GET("/api/connections/authorize", { params: { query } }));
  return url;
}

/** Link with what tastytrade's page sent the browser back with. */
export async function comeBack(code: string, state: string): Promise<void> {
  await answerOf(api.POST("/api/connections/callback", { body: { code, state } }));
  await forgetFigures();
}

/** Forget what opens the accounts of a link. */
export async function unlink(linkId: string): Promise<void> {
  await answerOf(api.DELETE("/api/connections/links/{link_id}", { params: { path: { link_id: linkId } } }));
  await forgetFigures();
}

/** Follow exactly these accounts of a link; `account_id` is the imported account that one is. */
export async function followAccounts(
  linkId: string,
  accounts: { number: string; account_id: string | null }[],
): Promise<void> {
  const path = { link_id: linkId };
  await answerOf(api.PUT("/api/connections/links/{link_id}/accounts", { params: { path }, body: { accounts } }));
  await forgetFigures();
}

/** Have an account read now. */
export async function syncNow(accountId: string): Promise<void> {
  const path = { account_id: accountId };
  await answerOf(api.POST("/api/connections/accounts/{account_id}/sync", { params: { path } }));
  await forgetFigures();
}

/** While a page is open: say so for every account that is followed, and show what a sync brought. */
export function useWatching(): void {
  const links = useLinks();
  const isReady = !links.isPending && !links.isError;
  const followed = isReady ? links.data.items.flatMap(({ accounts }) => accounts) : [];
  const ids = followed
    .map(({ account_id: id }) => id)
    .toSorted()
    .join(" ");
  const synced = isReady ? followed.map(({ last_good_at: at }) => at ?? "").join(" ") : undefined;
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (!ids) return;
    const watch = () => {
      if (document.visibilityState === "visible") for (const id of ids.split(" ")) void watchQuietly(id);
    };
    watch();
    const timer = setInterval(watch, WATCH_EVERY);
    return () => clearInterval(timer);
  }, [ids]);
  useEffect(() => {
    if (synced === undefined) return;
    if (before.current !== undefined && before.current !== synced) void forgetFigures();
    before.current = synced;
  }, [synced]);
}

async function watchQuietly(accountId: string): Promise<void> {
  // Nothing to tell anybody: an account that is not watched is read every night.
  const path = { account_id: accountId };
  await api.POST("/api/connections/accounts/{account_id}/watch", { params: { path } }).catch(() => undefined);
}
