import { type EquityCurve } from "@/backend/days";
import { signOf } from "@/shared/decimal";
import { countOf } from "@/shared/money";
import { Amount, Missing } from "@/ui/amount";
import { Tile } from "@/ui/tile";
import { deepestInWords } from "./words";

/** Where the curve ends, how far that is below its peak, the deepest fall, and the money it leaves out. */
export function EquityTiles({ curve }: { curve: EquityCurve }) {
  const last = curve.items.at(-1);
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        label="Realized in all"
        about="The sum of the days: closings after fees, dividends, interest, fees and adjustments"
        value={<Amount usd={curve.total} signed toned compact />}
        note={countOf(curve.items.length, "day")}
      />
      <Tile
        label="Below the peak"
        about="How far the running total is below its highest so far; it starts at 0"
        value={last ? <Amount usd={last.drawdown} compact /> : <Missing because="No day has a figure" />}
        note={last && signOf(last.drawdown) === 0 ? "at its peak" : "on the last day with a figure"}
      />
      <Tile
        label="Deepest fall"
        about="The furthest the running total was ever below its highest before"
        value={<Amount usd={curve.max_drawdown} compact />}
        note={deepestInWords(curve)}
      />
      <Tile
        label="Money in and out"
        about="Deposits, withdrawals and transfers; the curve leaves them out"
        value={<Amount usd={curve.flows} signed compact />}
        note={signOf(curve.flows) === 0 ? "none, or as much in as out" : "not in the curve"}
      />
    </div>
  );
}
