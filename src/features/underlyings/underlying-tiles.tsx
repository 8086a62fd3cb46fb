"use client";
import { type Scope, usePnlByUnderlying } from "@/backend/figures";
import { countOf } from "@/shared/money";
import { Amount, Missing } from "@/ui/amount";
import { Card } from "@/ui/card";
import { Failed, Notice } from "@/ui/states";
import { Tile, TileSkeleton, Tiles } from "@/ui/tile";

/** What one underlying earned in the period. */
export function UnderlyingTiles({ scope, symbol }: { scope: Scope; symbol: string }) {
  const figures = usePnlByUnderlying(scope);
  if (figures.isPending) {
    return (
      <Tiles>
        {["Realized", "Options, net", "Stock, net", "Dividends", "Open at cost"].map((label) => (
          <TileSkeleton key={label} label={label} />
        ))}
      </Tiles>
    );
  }
  if (figures.isError) {
    return (
      <Card>
        <Failed what="The figures" message={figures.error.message} onRetry={figures.refetch} />
      </Card>
    );
  }
  const found = figures.data.items.find(({ underlying }) => underlying === symbol);
  if (!found) return <Notice>Nothing of {symbol} was closed or paid in this period, and nothing of it is open.</Notice>;
  return (
    <Tiles>
      <Tile
        label="Realized"
        value={<Amount usd={found.realized} signed toned compact />}
        note={`${countOf(found.closings, "closing")}, after fees`}
      />
      <Tile
        label="Options, net"
        value={<Amount usd={found.options_net} signed compact />}
        note={<>gross {<Amount usd={found.options_gross} signed />}</>}
      />
      <Tile
        label="Stock, net"
        value={<Amount usd={found.stock_net} signed compact />}
        note={<>gross {<Amount usd={found.stock_gross} signed />}</>}
      />
      <Tile
        label="Dividends"
        value={<Amount usd={found.dividends} signed compact />}
        note={<>symbol fees {<Amount usd={found.fees} />}</>}
      />
      <Tile
        label="Open at cost"
        value={found.open_lots ? <Amount usd={found.open_value} compact /> : <Missing because="Nothing is open" />}
        note={countOf(found.open_lots, "lot")}
      />
    </Tiles>
  );
}
