"use client";
import { useRowsById } from "@/backend/rows";
import { BrokerRows } from "@/ui/broker-rows";
import { TextLink } from "@/ui/button";

/** The broker's rows behind a closing or a lot, and the trade it belongs to. */
export function RowsBehind({ ids, tradeId, search }: { ids: string[]; tradeId: string; search: string }) {
  return (
    <BrokerRows rows={useRowsById(ids)} count={ids.length}>
      <p className="text-sm">
        <TextLink href={`/trades/${encodeURIComponent(tradeId)}${search}`}>The whole trade</TextLink>
      </p>
    </BrokerRows>
  );
}
