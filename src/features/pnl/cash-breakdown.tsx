import { type PnlSummary } from "@/backend/figures";
import { type Decimal, signOf } from "@/shared/decimal";
import { countOf } from "@/shared/money";
import { Amount } from "@/ui/amount";
import { Card } from "@/ui/card";

interface Line {
  label: string;
  usd: Decimal;
  note?: string;
  isSum?: boolean;
  /** Leave the line out when there is none of it. */
  onlyIfAny?: boolean;
}

/** Every kind of cash once: from gross to net, other income and cost, money in and out, and what is open. */
export function CashBreakdown({ summary }: { summary: PnlSummary }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="grid gap-4">
        <Lines title="Realized" note="Closed trades, on the day they were closed" lines={realized(summary)} />
        <Lines title="Open now" note="Whatever the period" lines={open(summary)} />
      </div>
      <div className="grid gap-4">
        <Lines title="Other income and cost" note="Cash that is no trade" lines={other(summary)} />
        <Lines title="Money in and out" note="Neither a gain nor a loss" lines={flows(summary)} />
      </div>
    </div>
  );
}

function realized(summary: PnlSummary): Line[] {
  return [
    { label: "Gross", usd: summary.gross, note: countOf(summary.closings, "closing") },
    { label: "Fees at opening", usd: summary.fees_open },
    { label: "Fees at closing", usd: summary.fees_close },
    { label: "Net", usd: summary.net, isSum: true },
  ];
}

function other(summary: PnlSummary): Line[] {
  return [
    { label: "Dividends", usd: summary.dividends },
    { label: "Interest", usd: summary.interest },
    { label: "Stock lending", usd: summary.lending, onlyIfAny: true },
    { label: "Fees outside of trades", usd: summary.fees },
    { label: "Fee adjustments", usd: summary.fee_adjustments, onlyIfAny: true },
    { label: "Balance adjustments", usd: summary.adjustments, onlyIfAny: true },
    { label: "Unclassified", usd: summary.unclassified, note: "see needs attention", onlyIfAny: true },
  ];
}

function flows(summary: PnlSummary): Line[] {
  return [
    { label: "Deposits", usd: summary.deposits },
    { label: "Withdrawals", usd: summary.withdrawals },
    { label: "Transfers", usd: summary.transfers, onlyIfAny: true },
  ];
}

function open(summary: PnlSummary): Line[] {
  return [
    { label: "Value at opening", usd: summary.open_value, note: countOf(summary.open_lots, "lot") },
    { label: "Fees at opening", usd: summary.open_fees },
  ];
}

function Lines({ title, note, lines }: { title: string; note: string; lines: Line[] }) {
  return (
    <Card title={title} note={note}>
      <dl className="divide-y text-base">
        {lines
          .filter(({ usd, onlyIfAny }) => !onlyIfAny || signOf(usd) !== 0)
          .map(({ label, usd, note: about, isSum = false }) => (
            <div
              key={label}
              className={`flex items-baseline justify-between gap-4 py-2 ${isSum ? "font-semibold" : ""}`}
            >
              <dt>
                {label}
                {about && <span className="ml-2 text-sm text-muted">{about}</span>}
              </dt>
              <dd>
                <Amount usd={usd} toned={isSum} signed={isSum} />
              </dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}
