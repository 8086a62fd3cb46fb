"use client";
import { addressWith } from "./addresses";
import { answerOf, api, type Schemas } from "./client";
import { usePages, useResource } from "./use-resource";

export type TaxYear = Schemas["TaxYear"];
export type TermTotals = Schemas["TermTotals"];
export type TaxLine = Schemas["TaxLine"];

/** A year's gains by term: an estimate, by the folded view. */
export function useTaxYear(account: string | null, year: number) {
  const query = { account: account ?? undefined, year };
  return useResource(["/api/pnl/tax", query], () => answerOf(api.GET("/api/pnl/tax", { params: { query } })));
}

/** A year's closings in the terms of Form 8949, by day of sale. */
export function useTaxLines(account: string | null, year: number) {
  const query = { account: account ?? undefined, year };
  return usePages<TaxLine>(["/api/pnl/tax/lines", query], (after) =>
    answerOf(api.GET("/api/pnl/tax/lines", { params: { query: { ...query, after } } })),
  );
}

/** Where a year's lines can be downloaded from in the columns of Form 8949. */
export function form8949Address(account: string | null, year: number): string {
  return addressWith("/api/pnl/export/form-8949.csv", { account: account ?? undefined, year: String(year) });
}
