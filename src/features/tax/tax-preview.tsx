"use client";
import { parseAsString, useQueryState } from "nuqs";
import { form8949Address, useTaxYear } from "@/backend/taxes";
import { newYorkDay } from "@/shared/days";
import { useFilters } from "@/shared/filters";
import { Card } from "@/ui/card";
import { DownloadLink } from "@/ui/download-link";
import { Select } from "@/ui/field";
import { PageHeader } from "@/ui/page";
import { TableSkeleton } from "@/ui/skeleton";
import { StaleNote } from "@/ui/stale-note";
import { Failed, Notice } from "@/ui/states";
import { NotCovered } from "./not-covered";
import { TaxLinesCard } from "./tax-lines-card";
import { yearIn, yearsToChoose } from "./terms";
import { TermsCard } from "./terms-card";

/** What a year's closings are likely to mean for the tax return: an estimate, line by line. */
export function TaxPreview() {
  const { account } = useFilters();
  const [asked, setAsked] = useQueryState("year", parseAsString.withOptions({ history: "push" }));
  const present = Number(newYorkDay(new Date()).slice(0, 4));
  const year = yearIn(asked) ?? present;
  const tax = useTaxYear(account, year);
  const known = tax.isPending || tax.isError ? [] : tax.data.years;
  return (
    <>
      <PageHeader
        title="Tax"
        actions={
          <>
            <Select
              label="Year"
              isLabelHidden
              value={year}
              onChange={(event) => void setAsked(event.target.value)}
              className="w-28 [&_select]:h-9"
            >
              {yearsToChoose(known, present, year).map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Select>
            <DownloadLink href={form8949Address(account, year)}>Form 8949 as CSV</DownloadLink>
          </>
        }
      >
        Closings of {year}, by the day of sale in New York and by the folded view.
      </PageHeader>
      <div className="grid gap-4">
        <Notice look="warning">
          <strong className="font-semibold">An estimate, not tax advice.</strong> Where it differs from your
          broker&apos;s Form 1099-B, the form is right. What it leaves out is listed below.
        </Notice>
        {tax.isPending && (
          <Card title="By term" flush>
            <TableSkeleton label="Loading the year" rows={4} />
          </Card>
        )}
        {tax.isError && (
          <Card title="By term" flush>
            <Failed what="The year" message={tax.error.message} onRetry={tax.refetch} />
          </Card>
        )}
        {!tax.isPending && !tax.isError && (
          <>
            {tax.stale && <StaleNote onRetry={tax.refetch} />}
            <TermsCard tax={tax.data} />
            <NotCovered tax={tax.data} />
          </>
        )}
        <TaxLinesCard
          account={account}
          year={year}
          latest={known.length ? Math.max(...known) : undefined}
          onChoose={(other) => void setAsked(String(other))}
        />
      </div>
    </>
  );
}
