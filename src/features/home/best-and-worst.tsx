"use client";
import Link from "next/link";
import { type Scope, type UnderlyingFigures, usePnlByUnderlying } from "@/backend/figures";
import { compareDecimals, signOf } from "@/shared/decimal";
import { countOf } from "@/shared/money";
import { Amount } from "@/ui/amount";
import { Card } from "@/ui/card";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";

const SHOWN = 5;

/** Which underlyings earned and lost most in the period. */
export function BestAndWorst({ scope, search }: { scope: Scope; search: string }) {
  const figures = usePnlByUnderlying(scope);
  if (figures.isPending) {
    return (
      <Card title="Underlyings" flush>
        <TableSkeleton label="Loading the underlyings" rows={SHOWN} />
      </Card>
    );
  }
  if (figures.isError) {
    return (
      <Card title="Underlyings" flush>
        <Failed what="The underlyings" message={figures.error.message} onRetry={figures.refetch} />
      </Card>
    );
  }
  const ranked = figures.data.items.toSorted((a, b) => compareDecimals(b.realized, a.realized));
  const best = ranked.filter(({ realized }) => signOf(realized) > 0).slice(0, SHOWN);
  const worst = ranked
    .filter(({ realized }) => signOf(realized) < 0)
    .slice(-SHOWN)
    .toReversed();
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Ranking title="Earned most" items={best} search={search} />
      <Ranking title="Lost most" items={worst} search={search} />
    </div>
  );
}

function Ranking({ title, items, search }: { title: string; items: UnderlyingFigures[]; search: string }) {
  return (
    <Card title={title} note="Realized by underlying, after fees" flush>
      {items.length === 0 && <Empty className="border-t py-6">None in this period.</Empty>}
      <ol className="divide-y border-t empty:hidden">
        {items.map(({ underlying, realized, closings }) => (
          <li key={underlying}>
            <Link
              href={`/underlyings/${encodeURIComponent(underlying)}${search}`}
              className="flex h-11 items-center justify-between gap-4 px-5 hover:bg-sunken"
            >
              <span className="truncate">
                <span className="font-medium">{underlying}</span>
                <span className="ml-3 text-sm text-muted">{countOf(closings, "closing")}</span>
              </span>
              <Amount usd={realized} signed toned />
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
