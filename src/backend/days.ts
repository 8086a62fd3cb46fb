"use client";
import { addressWith } from "./addresses";
import { answerOf, api, type Schemas } from "./client";
import { queryOf, type Scope } from "./figures";
import { usePages, useResource } from "./use-resource";

export type PnlByDay = Schemas["PnlByDay"];
export type DayFigures = Schemas["DayFigures"];
export type EquityCurve = Schemas["EquityCurve"];
export type EquityPoint = Schemas["EquityPoint"];
export type LedgerEvent = Schemas["LedgerEvent"];

/** What each New York day brought, and the totals. */
export function usePnlByDay(scope: Scope) {
  const query = queryOf(scope);
  return useResource(["/api/pnl/by-day", query], () => answerOf(api.GET("/api/pnl/by-day", { params: { query } })));
}

/** The running total of the days, and how far it is below its peak. */
export function useEquity(scope: Scope) {
  const query = queryOf(scope);
  return useResource(["/api/pnl/equity", query], () => answerOf(api.GET("/api/pnl/equity", { params: { query } })));
}

/** Every closing and every cash that is no trade, newest first. */
export function useLedger(scope: Scope) {
  const query = queryOf(scope);
  return usePages<LedgerEvent>(["/api/pnl/ledger", query], (after) =>
    answerOf(api.GET("/api/pnl/ledger", { params: { query: { ...query, after } } })),
  );
}

/** Where the curve can be downloaded from as CSV. */
export const equityAddress = (scope: Scope) => addressWith("/api/pnl/export/equity.csv", queryOf(scope));

/** Where what each day brought can be downloaded from as CSV. */
export const byDayAddress = (scope: Scope) => addressWith("/api/pnl/export/by-day.csv", queryOf(scope));

/** Where the events can be downloaded from as CSV. */
export const ledgerAddress = (scope: Scope) => addressWith("/api/pnl/export/ledger.csv", queryOf(scope));
