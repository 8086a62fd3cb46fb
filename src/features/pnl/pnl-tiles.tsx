import { type PnlSummary } from "@/backend/figures";
import { countOf } from "@/shared/money";
import { Amount, Missing } from "@/ui/amount";
import { Tile, Tiles } from "@/ui/tile";

/** The few figures that matter most; each leads to what is behind it. */
export function PnlTiles({ summary, search }: { summary: PnlSummary; search: string }) {
  const behind = `/underlyings${search}`;
  return (
    <Tiles>
      <Tile
        label="Net realized"
        about="What closed trades brought, after all fees"
        value={<Amount usd={summary.net} signed toned compact />}
        note={`${countOf(summary.closings, "closing")}, after fees`}
        href={behind}
      />
      <Tile
        label="Gross realized"
        about="What closed trades brought, before fees"
        value={<Amount usd={summary.gross} signed toned compact />}
        note="before fees"
        href={behind}
      />
      <Tile
        label="Dividends"
        about="Paid on shares, less withholding and what short shares owed"
        value={<Amount usd={summary.dividends} signed toned compact />}
        note="after withholding"
        href={behind}
      />
      <Tile
        label="Open at cost"
        about="Cash of opening what is open now, before fees; outright futures move none"
        value={<Amount usd={summary.open_value} compact />}
        note={`${countOf(summary.open_lots, "lot")} today; paid −, received +`}
        href={behind}
      />
      <Tile label="Unrealized" value={<Missing because="There are no marks yet" />} note="no marks yet" />
    </Tiles>
  );
}
