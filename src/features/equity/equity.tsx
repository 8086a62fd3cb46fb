"use client";
import dynamic from "next/dynamic";
import { equityAddress, type EquityCurve, useEquity } from "@/backend/days";
import { useFilters } from "@/shared/filters";
import { Button, ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { ChartSkeleton } from "@/ui/chart-frame";
import { DownloadLink } from "@/ui/download-link";
import { PageHeader } from "@/ui/page";
import { StaleNote } from "@/ui/stale-note";
import { Empty, Failed } from "@/ui/states";
import { TileSkeleton } from "@/ui/tile";
import { EquityTable } from "./equity-table";
import { EquityTiles } from "./equity-tiles";
import { findingOf } from "./words";

const CHART = "h-[27rem] sm:h-[30rem]";

// Drawn in the browser only, and its code comes when it is needed.
const EquityChart = dynamic(() => import("./equity-chart").then(({ EquityChart: chart }) => chart), {
  ssr: false,
  loading: () => <ChartSkeleton label="Loading the chart" className={CHART} />,
});

/** The running total of what was realized, how far it is below its peak, and the money put in and taken out. */
export function Equity() {
  const filters = useFilters();
  const curve = useEquity(filters);
  const isReady = !curve.isPending && !curve.isError;
  return (
    <>
      <PageHeader
        title="Equity"
        actions={<DownloadLink href={equityAddress(filters)}>Export the curve as CSV</DownloadLink>}
      >
        Realized results added up day by day. Open positions are not in it: a mark is not a result.
      </PageHeader>
      {curve.isPending && <Waiting />}
      {curve.isError && (
        <Card>
          <Failed what="The curve" message={curve.error.message} onRetry={curve.refetch} />
        </Card>
      )}
      {isReady && curve.data.items.length === 0 && (
        <Card>
          <NoDays
            isNarrowed={filters.period !== "all" || filters.account !== null}
            onClear={() => filters.change({ account: null, period: "all", from: null, to: null })}
          />
        </Card>
      )}
      {isReady && curve.data.items.length > 0 && (
        <div className="grid gap-6">
          {curve.stale && <StaleNote onRetry={curve.refetch} />}
          <EquityTiles curve={curve.data} />
          <Curve curve={curve.data} />
        </div>
      )}
    </>
  );
}

function Curve({ curve }: { curve: EquityCurve }) {
  return (
    <Card
      title={findingOf(curve)}
      note="Running total of realized results, and below it the distance from its peak; ▲ money in, ▽ money out"
      flush
    >
      <div className="px-2 pb-4 sm:px-4">
        <EquityChart curve={curve} className={CHART} />
      </div>
      <details className="border-t">
        <summary className="rounded-sm px-5 py-3 text-sm text-muted hover:text-ink">The same as a table</summary>
        <EquityTable curve={curve} />
      </details>
    </Card>
  );
}

function Waiting() {
  return (
    <div className="grid gap-6">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {["Realized in all", "Below the peak", "Deepest fall", "Money in and out"].map((label) => (
          <TileSkeleton key={label} label={label} />
        ))}
      </div>
      <Card title="Running total">
        <ChartSkeleton label="Loading the curve" className={CHART} />
      </Card>
    </div>
  );
}

function NoDays({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (isNarrowed) {
    return (
      <Empty action={<Button onClick={onClear}>Show all time</Button>}>
        Nothing was closed and no cash moved in this period.
      </Empty>
    );
  }
  return (
    <Empty
      action={
        <ButtonLink look="primary" href="/import">
          Import a history
        </ButtonLink>
      }
    >
      There are no books yet. Import the CSV of your tastytrade history, and the curve appears here.
    </Empty>
  );
}
