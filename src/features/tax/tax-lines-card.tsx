"use client";
import { type TaxLine, useTaxLines } from "@/backend/taxes";
import { formatDay } from "@/shared/days";
import { countOf } from "@/shared/money";
import { Amount } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { Button, TextLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { MoreButton } from "@/ui/more-button";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { TERM_LABELS, TERM_WORDS } from "./terms";

interface TaxLinesCardProps {
  account: string | null;
  year: number;
  /** The latest year that has closings, as far as it is known. */
  latest?: number;
  onChoose: (year: number) => void;
}

/** The year's closings as Form 8949 has them, by day of sale; each leads to the closings of its day. */
export function TaxLinesCard({ account, year, latest, onChoose }: TaxLinesCardProps) {
  const lines = useTaxLines(account, year);
  const hasSome = !lines.isPending && !lines.isError && lines.data.items.length > 0;
  return (
    <Card
      title="Line by line"
      note={
        hasSome
          ? `${countOf(lines.data.items.length, "line")}${lines.data.hasMore ? " so far" : ""}, by day of sale`
          : "By day of sale"
      }
      flush
    >
      {lines.isPending && <TableSkeleton label="Loading the lines" />}
      {lines.isError && <Failed what="The lines" message={lines.error.message} onRetry={lines.refetch} />}
      {!lines.isPending && !lines.isError && !hasSome && (
        <Empty
          className="border-t py-6"
          action={
            latest !== undefined &&
            latest !== year && <Button onClick={() => onChoose(latest)}>Show {latest}, the latest with closings</Button>
          }
        >
          Nothing was closed in {year}.
        </Empty>
      )}
      {hasSome && (
        <>
          <DataTable
            label="Line by line"
            columns={columnsFor(account)}
            rows={lines.data.items}
            keyOf={({ id, account_id: owner }) => owner + id}
          />
          <MoreButton pages={lines.data} />
        </>
      )}
    </Card>
  );
}

function columnsFor(account: string | null): Column<TaxLine>[] {
  return [
    {
      name: "description",
      label: "Description",
      cell: (line) => (
        <TextLink href={closingsOf(line, account)} className="text-ink">
          {line.description}
        </TextLink>
      ),
    },
    {
      name: "term",
      label: "Term",
      from: "md",
      cell: ({ term }) => <span data-tip={TERM_WORDS[term]}>{TERM_LABELS[term]}</span>,
    },
    { name: "acquired", label: "Acquired", from: "md", cell: ({ acquired_on: day }) => formatDay(day) },
    {
      name: "sold",
      label: "Sold",
      cell: ({ sold_on: day }) => <span className="whitespace-nowrap">{formatDay(day)}</span>,
    },
    {
      name: "proceeds",
      label: "Proceeds",
      isFigure: true,
      from: "sm",
      cell: ({ proceeds }) => <Amount usd={proceeds} about="What selling brought, after fees" />,
    },
    {
      name: "cost",
      label: "Cost",
      isFigure: true,
      from: "sm",
      cell: ({ cost }) => (
        <Amount usd={cost} about="What buying cost, with fees and what earlier wash sales put into it" />
      ),
    },
    {
      name: "adjustment",
      label: "Adjustment",
      isFigure: true,
      from: "lg",
      cell: ({ code, adjustment }) =>
        code && (
          <span data-tip="A wash sale: this part of the loss is put off into the replacement's cost">
            <Badge>{code}</Badge> <Amount usd={adjustment} about="The part of the loss that is put off" />
          </span>
        ),
    },
    {
      name: "gain",
      label: "Gain",
      isFigure: true,
      cell: ({ gain }) => <Amount usd={gain} signed toned about="Proceeds less cost, plus the adjustment" />,
    },
  ];
}

/** The closings of the line's underlying on its day of sale, each of which unfolds to the broker's rows. */
function closingsOf({ underlying, sold_on: day }: TaxLine, account: string | null): string {
  const query = new URLSearchParams({
    ...(account && { account }),
    period: "custom",
    from: day,
    to: day,
    view: "fold",
  });
  return `/underlyings/${encodeURIComponent(underlying)}?${query.toString()}`;
}
