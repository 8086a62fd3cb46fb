import { type TaxYear, type TermTotals } from "@/backend/taxes";
import { formatCount } from "@/shared/money";
import { Amount } from "@/ui/amount";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { TERM_LABELS, TERM_WORDS } from "./terms";

/** What the year brought by term: after fees, without what wash sales disallow, less what earlier ones carried in. */
export function TermsCard({ tax }: { tax: TaxYear }) {
  return (
    <Card title="By term" note="Gain = net + disallowed − carried" flush>
      <DataTable label="By term" columns={columnsOf(tax)} rows={tax.terms} keyOf={({ term }) => term} />
      <dl className="grid gap-x-10 border-t px-5 py-4 sm:grid-cols-2">
        <Fact name="Section 1256, long term part" about="60 % of the section 1256 gain" usd={tax.section_1256_long} />
        <Fact
          name="Dividends"
          about="Cash dividends after withholding; qualified or not is not told"
          usd={tax.dividends}
        />
        <Fact name="Section 1256, short term part" about="40 % of the section 1256 gain" usd={tax.section_1256_short} />
        <Fact name="Interest" about="Interest received and paid, together" usd={tax.interest} />
      </dl>
    </Card>
  );
}

function Fact({ name, about, usd }: { name: string; about: string; usd: string }) {
  return (
    <div data-tip={about} className="flex items-baseline justify-between gap-4 py-1.5">
      <dt className="text-muted">{name}</dt>
      <dd>
        <Amount usd={usd} signed about={about} />
      </dd>
    </div>
  );
}

function columnsOf(tax: TaxYear): Column<TermTotals>[] {
  return [
    {
      name: "term",
      label: "Term",
      cell: ({ term }) => <span data-tip={TERM_WORDS[term]}>{TERM_LABELS[term]}</span>,
      total: "Total",
    },
    {
      name: "closings",
      label: "Closings",
      isFigure: true,
      from: "sm",
      cell: ({ closings }) => formatCount(closings),
    },
    {
      name: "net",
      label: "Net",
      isFigure: true,
      from: "sm",
      cell: ({ net }) => <Amount usd={net} about="Proceeds less cost, after fees" />,
    },
    {
      name: "disallowed",
      label: "Disallowed",
      isFigure: true,
      from: "md",
      cell: ({ disallowed }) => (
        <Amount
          usd={disallowed}
          about="Losses that wash sales of the year put off; they count in the replacement's cost"
        />
      ),
    },
    {
      name: "carried",
      label: "Carried",
      isFigure: true,
      from: "md",
      cell: ({ carried }) => (
        <Amount usd={carried} about="Losses that earlier wash sales had put into the cost of what was closed" />
      ),
    },
    {
      name: "gain",
      label: "Gain",
      isFigure: true,
      cell: ({ gain }) => <Amount usd={gain} signed toned about="Net, plus disallowed, less carried" />,
      total: <Amount usd={tax.gain} signed toned />,
    },
  ];
}
