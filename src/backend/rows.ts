"use client";
import type { Span } from "@/shared/period";
import { addressWith } from "./addresses";
import { answerOf, api, type Schemas } from "./client";
import { usePages, useResource } from "./use-resource";

export type BrokerRow = Schemas["RowLine"];
export type AttentionItem = Schemas["AttentionLine"];
export type InstrumentType = Schemas["InstrumentType"];

/** Which rows are meant; what is absent does not matter. */
export interface RowFilter {
  account: string | null;
  span: Span;
  underlying?: string;
  instrumentType?: InstrumentType;
  /** A row's type or sub-type, as the broker writes it. */
  kind?: string;
  /** Text in the symbol, the description, the order or the note. */
  search?: string;
  /** The number of their order. */
  order?: string;
}

const queryOf = ({ account, span, underlying, instrumentType, kind, search, order }: RowFilter) => ({
  account: account ?? undefined,
  ...span,
  underlying,
  instrument_type: instrumentType,
  kind,
  search,
  order,
});

/** The broker's rows that a filter leaves, newest first. */
export function useRows(filter: RowFilter) {
  const query = queryOf(filter);
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

/** What a person should look at, or has looked at. */
export function useAttention(account: string | null) {
  const query = { account: account ?? undefined };
  return useResource(["/api/transactions/attention", query], () =>
    answerOf(api.GET("/api/transactions/attention", { params: { query } })),
  );
}

/** What of it nobody has looked at yet. */
export function stillToDo(items: AttentionItem[]): AttentionItem[] {
  return items.filter(({ acknowledged_at: at }) => !at);
}

/** Where exactly the rows that a filter leaves can be downloaded from as CSV. */
export function exportAddress(filter: RowFilter): string {
  return addressWith("/api/transactions/export", queryOf(filter));
}
