"use client";
import { useFilters } from "@/shared/filters";
import { ButtonLink, TextLink } from "@/ui/button";
import { PageHeader } from "@/ui/page";
import { ClosingsCard } from "./closings-card";
import { OpenLotsCard } from "./open-lots-card";
import { UnderlyingTiles } from "./underlying-tiles";

/** One underlying: what it earned, what is open, and every closing down to the broker's rows. */
export function UnderlyingDetail({ symbol }: { symbol: string }) {
  const { account, span, view, search } = useFilters();
  const addressOf = (page: string) => {
    const query = new URLSearchParams(search);
    query.set("underlying", symbol);
    return `${page}?${query.toString()}`;
  };
  return (
    <div className="grid gap-6">
      <div>
        <p className="mb-1 text-sm">
          <TextLink href={`/underlyings${search}`}>Underlyings</TextLink>
        </p>
        <PageHeader
          title={symbol}
          actions={
            <>
              <ButtonLink href={addressOf("/trades")}>Trades</ButtonLink>
              <ButtonLink href={addressOf("/transactions")}>Broker rows</ButtonLink>
            </>
          }
        />
        <UnderlyingTiles scope={{ account, span, view }} symbol={symbol} />
      </div>
      <OpenLotsCard scope={{ account, view }} symbol={symbol} search={search} />
      <ClosingsCard scope={{ account, span, view }} symbol={symbol} search={search} />
    </div>
  );
}
