"use client";
import { type Account } from "@/backend/accounts";
import { type PnlSummary, usePnlSummary } from "@/backend/figures";
import { stillToDo, useAttention } from "@/backend/rows";
import { useFilters } from "@/shared/filters";
import { countOf, formatCount } from "@/shared/money";
import { PERIOD_WORDS } from "@/shared/period";
import { Amount, Missing } from "@/ui/amount";
import { ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { StaleNote } from "@/ui/stale-note";
import { Failed } from "@/ui/states";
import { Tile, TileSkeleton, Tiles } from "@/ui/tile";
import { BestAndWorst } from "./best-and-worst";
import { historyInWords } from "./history-in-words";

const LABELS = ["Net realized", "Dividends", "Interest", "Open at cost", "Unrealized"];

/** The figures that matter most, of the account and the period chosen above. */
export function HomeFigures({ accounts }: { accounts: Account[] }) {
  const { account, span, period, view, search } = useFilters();
  const meant = accounts.filter(({ id }) => !account || id === account);
  const summary = usePnlSummary({ account, span, view });
  return (
    <div className="grid gap-6">
      <div>
        <PageHeader title="Home" actions={<ButtonLink href="/import">Import more</ButtonLink>}>
          {historyInWords(meant)}
        </PageHeader>
        {summary.isPending && (
          <Tiles>
            {LABELS.map((label) => (
              <TileSkeleton key={label} label={label} />
            ))}
          </Tiles>
        )}
        {summary.isError && (
          <Card>
            <Failed what="Your figures" message={summary.error.message} onRetry={summary.refetch} />
          </Card>
        )}
        {!summary.isPending && !summary.isError && (
          <div className="grid gap-4">
            {summary.stale && <StaleNote onRetry={summary.refetch} />}
            <HomeTiles summary={summary.data} period={PERIOD_WORDS[period]} search={search} account={account} />
          </div>
        )}
      </div>
      <BestAndWorst scope={{ account, span, view }} search={search} />
    </div>
  );
}

interface HomeTilesProps {
  summary: PnlSummary;
  period: string;
  search: string;
  account: string | null;
}

function HomeTiles({ summary, period, search, account }: HomeTilesProps) {
  return (
    <Tiles>
      <Tile
        label={`Net realized, ${period}`}
        about="What closed trades brought, after all fees"
        value={<Amount usd={summary.net} signed toned compact />}
        note={`${countOf(summary.closings, "closing")}, after fees`}
        href={`/pnl${search}`}
      />
      <Tile
        label={`Dividends, ${period}`}
        about="Paid on shares, less withholding and what short shares owed"
        value={<Amount usd={summary.dividends} signed toned compact />}
        note={
          <>
            interest <Amount usd={summary.interest} signed />
          </>
        }
        href={`/pnl${search}`}
      />
      <Tile
        label="Open at cost"
        about="Cash of opening what is open now, before fees; outright futures move none"
        value={<Amount usd={summary.open_value} compact />}
        note={countOf(summary.open_lots, "lot")}
        href={`/underlyings${search}`}
      />
      <Tile label="Unrealized" value={<Missing because="There are no marks yet" />} note="no marks yet" />
      <AttentionTile account={account} search={search} />
    </Tiles>
  );
}

function AttentionTile({ account, search }: { account: string | null; search: string }) {
  const attention = useAttention(account);
  if (attention.isPending) return <TileSkeleton label="Needs attention" />;
  const href = `/attention${search}`;
  if (attention.isError) {
    return (
      <Tile
        label="Needs attention"
        value={<Missing because={attention.error.message} />}
        note="not loaded"
        href={href}
      />
    );
  }
  const count = stillToDo(attention.data.items).length;
  return (
    <Tile
      label="Needs attention"
      value={formatCount(count)}
      about="What a person should look at and nobody has acknowledged"
      note={count ? "things to look at" : "nothing is left to look at"}
      href={href}
    />
  );
}
