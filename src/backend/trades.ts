"use client";
import { addressWith } from "./addresses";
import { answerOf, api, type Schemas } from "./client";
import { queryOf, type Scope } from "./figures";
import { usePages, useResource } from "./use-resource";

export type Trade = Schemas["TradeLine"];
export type TradeStatus = Schemas["TradeStatus"];
export type TradeDetail = Schemas["TradeDetail"];
export type TradeLeg = Schemas["TradeLeg"];
export type Delivery = Schemas["DeliveryLine"];

const PER_PAGE = 200;

/** Which trades are meant; null does not matter. */
export interface TradeFilter {
  status: TradeStatus | null;
  underlying: string | null;
}

const chosen = (scope: Scope, { status, underlying }: TradeFilter) => ({
  ...queryOf(scope),
  status: status ?? undefined,
  underlying: underlying ?? undefined,
});

/** The trades closed in a period and the open ones opened by its end, newest opening first. */
export function useTrades(scope: Scope, filter: TradeFilter) {
  const query = chosen(scope, filter);
  return usePages<Trade>(["/api/pnl/by-trade", query], (after) =>
    answerOf(api.GET("/api/pnl/by-trade", { params: { query: { ...query, after, limit: PER_PAGE } } })),
  );
}

/** One trade with its legs, closings, lots, deliveries and broker rows. */
export function useTrade(id: string, view: Scope["view"]) {
  return useResource(["/api/pnl/trades", id, view], () =>
    answerOf(api.GET("/api/pnl/trades/{trade_id}", { params: { path: { trade_id: id }, query: { view } } })),
  );
}

/** Where the same trades can be downloaded from as CSV. */
export function tradesAddress(scope: Scope, filter: TradeFilter): string {
  return addressWith("/api/pnl/export/trades.csv", chosen(scope, filter));
}
