"use client";
import { useState } from "react";
import { type EventKind, usePnlSummary } from "@/backend/figures";
import { formatDay } from "@/shared/days";
import { type Filters, useFilters } from "@/shared/filters";
import { ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { StaleNote } from "@/ui/stale-note";
import { Empty, Failed } from "@/ui/states";
import { TileSkeleton, Tiles } from "@/ui/tile";
import { CashBreakdown } from "./cash-breakdown";
import { EventsCard } from "./events-card";
import { PnlTiles } from "./pnl-tiles";

/** What was earned in the period and where every other dollar went. */
export function PnlOverview() {
  const filters = useFilters();
  return (
    <>
      <PageHeader title="Profit and loss">
        Realized on the day of closing in New York. Each underlying is listed under Underlyings.
      </PageHeader>
      <PnlFigures filters={filters} />
    </>
  );
}

function PnlFigures({ filters }: { filters: Filters }) {
  const summary = usePnlSummary(filters);
  const [chosen, setChosen] = useState<{ kind: EventKind; label: string }>();
  if (summary.isPending) {
    return (
      <Tiles>
        {["Net realized", "Dividends", "Interest", "Open at cost", "Unrealized"].map((label) => (
          <TileSkeleton key={label} label={label} />
        ))}
      </Tiles>
    );
  }
  if (summary.isError) {
    return (
      <Card>
        <Failed what="Your figures" message={summary.error.message} onRetry={summary.refetch} />
      </Card>
    );
  }
  if (!summary.data.books_published_at) return <NothingYet />;
  const { first_day: first, last_day: last } = summary.data;
  return (
    <div className="grid gap-6">
      {summary.stale && <StaleNote onRetry={summary.refetch} />}
      <PnlTiles summary={summary.data} search={filters.search} />
      <CashBreakdown summary={summary.data} search={filters.search} onChoose={setChosen} />
      {chosen && (
        <EventsCard
          scope={filters}
          kind={chosen.kind}
          title={chosen.label}
          search={filters.search}
          onClose={() => setChosen(undefined)}
        />
      )}
      <p className="text-sm text-muted">
        {first && last
          ? `Figures from ${formatDay(first)} to ${formatDay(last)}. `
          : "Nothing was closed and no cash moved in this period. "}
        Amounts are shown to the cent; hover for every decimal.
      </p>
    </div>
  );
}

function NothingYet() {
  return (
    <Card>
      <Empty
        action={
          <ButtonLink look="primary" href="/import">
            Import a history
          </ButtonLink>
        }
      >
        There are no books yet. Import the CSV of your tastytrade history, and the figures appear here.
      </Empty>
    </Card>
  );
}
