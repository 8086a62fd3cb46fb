"use client";
import { useFilters } from "@/shared/filters";
import { TextLink } from "@/ui/button";
import { PageHeader } from "@/ui/page";
import { ClosingsCard } from "./closings-card";
import { OpenLotsCard } from "./open-lots-card";
import { UnderlyingTiles } from "./underlying-tiles";

/** One underlying: what it earned, what is open, and every closing down to the broker's rows. */
export function UnderlyingDetail({ symbol }: { symbol: string }) {
  const { account, span, search } = useFilters();
  return (
    <div className="grid gap-6">
      <div>
        <p className="mb-1 text-sm">
          <TextLink href={`/underlyings${search}`}>Underlyings</TextLink>
        </p>
        <PageHeader title={symbol} />
        <UnderlyingTiles scope={{ account, span }} symbol={symbol} />
      </div>
      <OpenLotsCard account={account} symbol={symbol} />
      <ClosingsCard scope={{ account, span }} symbol={symbol} />
    </div>
  );
}
