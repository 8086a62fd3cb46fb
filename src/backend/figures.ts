"use client";
import type { Span } from "@/shared/period";
import { answerOf, api, type Schemas } from "./client";
import { useResource, usePages } from "./use-resource";

export type PnlSummary = Schemas["PnlSummary"];
export type PnlByUnderlying = Schemas["PnlByUnderlying"];
export type UnderlyingFigures = Schemas["UnderlyingFigures"];
export type UnderlyingTotals = Schemas["UnderlyingTotals"];
export type Closing = Schemas["ClosingLine"];
export type OpenLot = Schemas["OpenLotLine"];

/** Which account's figures, of which days. */
export interface Scope {
  account: string | null;
  span: Span;
}

const queryOf = ({ account, span }: Scope) => ({ account: account ?? undefined, ...span });

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

/** What is open now in one underlying. */
export function useOpenLots(account: string | null, underlying: string) {
  const query = { account: account ?? undefined, underlying };
  return useResource(["/api/pnl/open-lots", query], () =>
    answerOf(api.GET("/api/pnl/open-lots", { params: { query } })),
  );
}
