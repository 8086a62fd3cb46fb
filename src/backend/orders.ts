"use client";
import type { Span } from "@/shared/period";
import { addressWith } from "./addresses";
import { answerOf, api, type Schemas } from "./client";
import { usePages } from "./use-resource";

export type Order = Schemas["OrderLine"];
export type OrderLeg = Schemas["OrderLeg"];
export type OrderGroup = NonNullable<Order["group"]>;

/** Which orders are meant; what is absent does not matter. */
export interface OrderFilter {
  account: string | null;
  span: Span;
  underlying?: string;
  group?: OrderGroup;
  /** Text in the number, the underlying, the status, the type, the reason or a leg. */
  search?: string;
  /** One order, by the broker's number. */
  order?: string;
}

const queryOf = ({ account, span, underlying, group, search, order }: OrderFilter) => ({
  account: account ?? undefined,
  ...span,
  underlying,
  group,
  search,
  order,
});

/** The orders that a filter leaves, newest first. */
export function useOrders(filter: OrderFilter) {
  const query = queryOf(filter);
  return usePages<Order>(["/api/transactions/orders", query], (after) =>
    answerOf(api.GET("/api/transactions/orders", { params: { query: { ...query, after } } })),
  );
}

/** Where exactly the orders that a filter leaves can be downloaded from as CSV. */
export function ordersAddress(filter: OrderFilter): string {
  return addressWith("/api/transactions/orders/export", queryOf(filter));
}
