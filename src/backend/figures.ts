"use client";
import type { Span } from "@/shared/period";
import type { View } from "@/shared/view";
import { addressWith } from "./addresses";
import { answerOf, api, type Schemas } from "./client";
import type { paths } from "./schema";
import { useResource, usePages } from "./use-resource";

export type PnlSummary = Schemas["PnlSummary"];
export type PnlByUnderlying = Schemas["PnlByUnderlying"];
export type UnderlyingFigures = Schemas["UnderlyingFigures"];
export type UnderlyingTotals = Schemas["UnderlyingTotals"];
export type Closing = Schemas["ClosingLine"];
export type BookEvent = Schemas["LedgerEvent"];
export type EventKind = NonNullable<NonNullable<paths["/api/pnl/ledger"]["get"]["parameters"]["query"]>["kind"]>;
export type OpenLot = Schemas["OpenLotLine"];

/** Which account's figures, of which days, by whose rules. */
export interface Scope {
  account: string | null;
  span: Span;
  view: View;
}

/** A scope as the functions take it in an address. */
export const queryOf = ({ account, span, view }: Scope) => ({ account: account ?? undefined, ...span, view });

/** What was realized in a period, where other cash went, and what is open. */
export function usePnlSummary(scope: Scope) {
  const query = queryOf(scope);
  return useResource(["/api/pnl/summary", query], () => answerOf(api.GET("/api/pnl/summary", { params: { query } })));
}

/** What each underlying earned in a period, and the totals. */
export function usePnlByUnderlying(scope: Scope) {
  const query = queryOf(scope);
  return useResource(["/api/pnl/by-underlying", query], () =>
    answerOf(api.GET("/api/pnl/by-underlying", { params: { query } })),
  );
}

/** The closings of one underlying in a period, newest first. */
export function useClosings(scope: Scope, underlying: string) {
  const query = { ...queryOf(scope), underlying };
  return usePages<Closing>(["/api/pnl/closings", query], (after) =>
    answerOf(api.GET("/api/pnl/closings", { params: { query: { ...query, after } } })),
  );
}

/** Closings, or cash of one kind, newest first: what a figure of the summary is the sum of. */
export function useEvents(scope: Scope, kind: EventKind) {
  const query = { ...queryOf(scope), kind };
  return usePages<BookEvent>(["/api/pnl/ledger", query], (after) =>
    answerOf(api.GET("/api/pnl/ledger", { params: { query: { ...query, after } } })),
  );
}

/** Where each list can be downloaded from as CSV, with exactly its filter. */
export const csvOf = {
  byUnderlying: (scope: Scope) => addressWith("/api/pnl/export/by-underlying.csv", queryOf(scope)),
  closings: (scope: Scope, underlying: string) =>
    addressWith("/api/pnl/export/closings.csv", { ...queryOf(scope), underlying }),
  openLots: ({ account, view }: Omit<Scope, "span">, underlying: string) =>
    addressWith("/api/pnl/export/open-lots.csv", { account: account ?? undefined, view, underlying }),
  events: (scope: Scope, kind: EventKind) => addressWith("/api/pnl/export/ledger.csv", { ...queryOf(scope), kind }),
};

/** What is open now in one underlying. */
export function useOpenLots({ account, view }: Omit<Scope, "span">, underlying: string) {
  const query = { account: account ?? undefined, view, underlying };
  return useResource(["/api/pnl/open-lots", query], () =>
    answerOf(api.GET("/api/pnl/open-lots", { params: { query } })),
  );
}
