import { spoken } from "@/shared/symbols";

/** A symbol as traders say it; hovering shows it as the broker writes it. */
export function Ticker({ symbol }: { symbol: string }) {
  return (
    <span data-tip={symbol} className="sm:whitespace-nowrap">
      {spoken(symbol)}
    </span>
  );
}
