"use client";
import Link from "next/link";
import { useState } from "react";
import {
  csvOf,
  type PnlByUnderlying,
  type UnderlyingFigures,
  type UnderlyingTotals,
  usePnlByUnderlying,
} from "@/backend/figures";
import { compareDecimals, type Decimal, signOf } from "@/shared/decimal";
import { useFilters } from "@/shared/filters";
import { countOf, formatCount } from "@/shared/money";
import { Amount } from "@/ui/amount";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { DownloadLink } from "@/ui/download-link";
import { PageHeader } from "@/ui/page";
import { SearchInput } from "@/ui/search-input";
import { TableSkeleton } from "@/ui/skeleton";
import { StaleNote } from "@/ui/stale-note";
import { Empty, Failed } from "@/ui/states";

type Figure = {
  [Key in keyof UnderlyingTotals]: UnderlyingTotals[Key] extends Decimal ? Key : never;
}[keyof UnderlyingTotals];

/** What each underlying earned: options, stock, dividends and fees together. */
export function UnderlyingsTable() {
  const { account, span, view, search } = useFilters();
  const figures = usePnlByUnderlying({ account, span, view });
  const [wanted, setWanted] = useState("");
  const found = figures.isPending || figures.isError ? [] : figures.data.items.filter(matching(wanted));
  return (
    <>
      <PageHeader
        title="Underlyings"
        actions={<DownloadLink href={csvOf.byUnderlying({ account, span, view })}>CSV</DownloadLink>}
      >
        Options, stock, dividends and symbol fees together; open positions are shown at cost.
      </PageHeader>
      <Card
        title="Realized by underlying"
        note={figures.isPending || figures.isError ? " " : countOf(found.length, "underlying")}
        aside={<SearchInput label="Filter" value={wanted} onChange={setWanted} className="w-36 sm:w-48" />}
        flush
      >
        {figures.isPending && <TableSkeleton label="Loading the underlyings" rows={12} />}
        {figures.isError && <Failed what="The underlyings" message={figures.error.message} onRetry={figures.refetch} />}
        {!figures.isPending && !figures.isError && (
          <>
            {figures.stale && <StaleNote onRetry={figures.refetch} />}
            {found.length ? (
              <DataTable
                label="Realized by underlying"
                columns={columnsWith(figures.data, search, wanted === "")}
                rows={found}
                keyOf={(row) => row.underlying}
                sortedBy={{ by: "realized", order: "descending" }}
              />
            ) : (
              <Empty>
                {wanted ? `No underlying matches “${wanted}”.` : "No underlying has figures in this period."}
              </Empty>
            )}
          </>
        )}
      </Card>
    </>
  );
}

function matching(wanted: string) {
  return ({ underlying }: UnderlyingFigures) => underlying.toUpperCase().includes(wanted.trim().toUpperCase());
}

/** Rare kinds get a column only where there are some. The totals are the sum of every underlying, so they stand only below a list that is whole. */
function columnsWith(
  { items, totals }: PnlByUnderlying,
  search: string,
  isWhole: boolean,
): Column<UnderlyingFigures>[] {
  const has = (name: Figure) => items.some((row) => signOf(row[name]) !== 0);
  const money = (name: Figure, label: string, from?: "sm" | "md" | "lg"): Column<UnderlyingFigures> => ({
    name,
    label,
    isFigure: true,
    from,
    cell: (row) => <Amount usd={row[name]} toned={name === "realized"} signed={name === "realized"} />,
    compare: (a, b) => compareDecimals(a[name], b[name]),
    total: isWhole ? <Amount usd={totals[name]} toned={name === "realized"} signed={name === "realized"} /> : undefined,
  });
  const count = (name: "closings" | "open_lots", label: string, from?: "sm" | "md"): Column<UnderlyingFigures> => ({
    name,
    label,
    isFigure: true,
    from,
    cell: (row) => <span className={row[name] ? undefined : "text-muted"}>{formatCount(row[name])}</span>,
    compare: (a, b) => a[name] - b[name],
    total: isWhole ? formatCount(totals[name]) : undefined,
  });
  return [
    {
      name: "underlying",
      label: "Underlying",
      cell: ({ underlying }) => (
        <Link
          data-row
          href={`/underlyings/${encodeURIComponent(underlying)}${search}`}
          className="rounded-sm font-medium hover:underline"
        >
          {underlying}
        </Link>
      ),
      compare: (a, b) => a.underlying.localeCompare(b.underlying, "en"),
      total: isWhole ? "Total" : undefined,
    },
    money("options_net", "Options, net", "sm"),
    money("stock_net", "Stock, net", "sm"),
    ...(has("other_net") ? [money("other_net", "Other, net", "lg")] : []),
    money("dividends", "Dividends", "md"),
    ...(has("fees") ? [money("fees", "Symbol fees", "lg")] : []),
    money("realized", "Realized"),
    count("closings", "Closings", "md"),
    count("open_lots", "Open lots"),
    money("open_value", "Open at cost", "md"),
  ];
}
