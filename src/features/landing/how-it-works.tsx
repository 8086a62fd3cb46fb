import { ArrowRight } from "lucide-react";

const STAGES = [
  { name: "Broker rows", text: "Every line of your history, stored as tastytrade wrote it and never dropped." },
  { name: "Lots", text: "Opened, closed first in first out, assigned, exercised, expired, split or renamed." },
  { name: "Closings", text: "Each with its own share of both rows' cash and fees. Nothing is recomputed from prices." },
  { name: "Totals", text: "By underlying, account and period. The sum of the lines is the total, exactly." },
];

/** How a figure comes about, so that it can be trusted. */
export function HowItWorks() {
  return (
    <section aria-labelledby="how" className="border-t py-16">
      <h2 id="how" className="text-2xl font-semibold tracking-tight">
        Numbers that can be followed
      </h2>
      <ol className="mt-8 grid gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-2 lg:grid-cols-4">
        {STAGES.map(({ name, text }, index) => (
          <li key={name} className="grid content-start gap-2 bg-card p-6">
            <span className="flex items-center justify-between text-sm text-muted">
              {index + 1}
              {index + 1 < STAGES.length && <ArrowRight aria-hidden className="size-4" />}
            </span>
            <h3 className="text-lg font-semibold">{name}</h3>
            <p className="text-muted">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
