import { type Trade } from "@/backend/trades";
import { compareDecimals } from "@/shared/decimal";
import { countOf } from "@/shared/money";
import { Amount, Missing } from "@/ui/amount";
import { Tile } from "@/ui/tile";
import { feesOf } from "./trade-columns";
import { NO_MAX, openingInWords, percentInWords, reasonInWords } from "./words";

/** What one trade brought, each figure with what it is. */
export function TradeTiles({ trade }: { trade: Trade }) {
  const isOpen = trade.status !== "closed";
  const hasClosings = trade.closings > 0;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
      <Tile
        label="Net realized"
        about="Gross and fees of what is closed; what is still open is not in it"
        value={
          hasClosings ? <Amount usd={trade.net} signed toned compact /> : <Missing because="Nothing of it is closed" />
        }
        note={hasClosings ? `${countOf(trade.closings, "closing")}, after fees` : "nothing is closed yet"}
      />
      <Tile
        label="Gross"
        about="Cash of opening and closing what is closed, before fees"
        value={
          hasClosings ? <Amount usd={trade.gross} signed compact /> : <Missing because="Nothing of it is closed" />
        }
        note="before fees"
      />
      <Tile
        label="Fees"
        about="Commission and fees of what is closed"
        value={<Amount usd={feesOf(trade)} compact />}
        note={
          <>
            opening <Amount usd={trade.fees_open} />, closing <Amount usd={trade.fees_close} />
          </>
        }
      />
      <Tile
        label="Opening cash"
        about="Cash of opening the whole trade, before fees: + received, − paid"
        value={<Amount usd={trade.opening_value} signed compact />}
        note={openingInWords(trade.opening_value)}
      />
      <Tile
        label="Max profit"
        about="The most the trade could earn by its expiry, before fees"
        value={trade.max_profit === null ? <Missing because={NO_MAX} /> : <Amount usd={trade.max_profit} compact />}
        note={<ShareNote trade={trade} />}
      />
      {!isOpen && trade.days_held !== null && (
        <Tile
          label="Held"
          about="Calendar days from the opening to the last closing, in New York"
          value={countOf(trade.days_held, "day")}
          note={trade.close_reason ? reasonInWords(trade.close_reason) : undefined}
        />
      )}
      {isOpen && (
        <Tile
          label="Open at cost"
          about="Cash of opening what is still open, before fees: − paid, + received. A mark would be something else."
          value={<Amount usd={trade.open_value} compact />}
          note={
            <>
              {countOf(trade.open_lots, "lot")}
              {compareDecimals(trade.open_fees, "0") !== 0 && (
                <>
                  , fees <Amount usd={trade.open_fees} />
                </>
              )}
            </>
          }
        />
      )}
    </div>
  );
}

function ShareNote({ trade }: { trade: Trade }) {
  if (trade.share_of_max !== null) {
    return <span data-tip="Gross divided by max profit">{percentInWords(trade.share_of_max)} of it taken</span>;
  }
  if (trade.max_profit === null) return "not defined for this trade";
  return trade.status === "closed" ? "not compared: an option was delivered" : "known once it is closed";
}
