"use client";
import Link from "next/link";
import { type EventKind, type PnlSummary } from "@/backend/figures";
import { signOf } from "@/shared/decimal";
import { Amount } from "@/ui/amount";
import { Card } from "@/ui/card";
import { type CashBlock, cashBlocks, type CashLine } from "./cash-lines";

interface CashBreakdownProps {
  summary: PnlSummary;
  /** The filters, for what leads to other pages. */
  search: string;
  onChoose: (line: { kind: EventKind; label: string }) => void;
}

/** Every kind of cash once; each line leads to what it is the sum of. */
export function CashBreakdown({ summary, search, onChoose }: CashBreakdownProps) {
  const { realized, open, other, flows } = cashBlocks(summary);
  const block = (one: CashBlock) => <Block key={one.title} block={one} search={search} onChoose={onChoose} />;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="grid gap-4">{[realized, open].map(block)}</div>
      <div className="grid gap-4">{[other, flows].map(block)}</div>
    </div>
  );
}

type BlockProps = Omit<CashBreakdownProps, "summary"> & { block: CashBlock };

function Block({ block: { title, note, lines }, search, onChoose }: BlockProps) {
  return (
    <Card title={title} note={note}>
      <dl className="divide-y text-base">
        {lines
          .filter(({ usd, onlyIfAny }) => !onlyIfAny || signOf(usd) !== 0)
          .map((line) => (
            <div
              key={line.label}
              className={`flex items-baseline justify-between gap-4 py-2 ${line.isSum ? "font-semibold" : ""}`}
            >
              <dt data-tip={line.about}>
                <Drill line={line} search={search} onChoose={onChoose} />
                {line.note && <span className="ml-2 text-sm font-normal text-muted">{line.note}</span>}
              </dt>
              <dd>
                <Amount usd={line.usd} about={line.about} toned={line.isSum} signed={line.isSum} />
              </dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}

const look = "rounded-sm text-left underline decoration-line-strong underline-offset-4 hover:decoration-accent";

function Drill({ line: { label, kind }, search, onChoose }: Omit<BlockProps, "block"> & { line: CashLine }) {
  if (!kind) {
    return (
      <Link href={`/underlyings${search}`} className={look}>
        {label}
      </Link>
    );
  }
  return (
    <button type="button" className={look} onClick={() => onChoose({ kind, label })}>
      {label}
    </button>
  );
}
