import { Check } from "lucide-react";
import { ButtonLink } from "@/ui/button";

const INCLUDED = [
  "Every account and your whole history",
  "Realized P&L by underlying, closing and row",
  "Export of everything, at any time",
  "Cancel whenever you like; your data stays readable",
];

/** What it costs. */
export function Price() {
  return (
    <section aria-labelledby="price" className="border-t py-16">
      <h2 id="price" className="text-2xl font-semibold tracking-tight">
        One price, everything in it
      </h2>
      <div className="mt-8 grid gap-8 rounded-lg border p-6 sm:p-8 md:grid-cols-[auto_1fr_auto] md:items-center md:gap-12">
        <p className="grid gap-1">
          <span>
            <span className="text-2xl font-semibold tabular-nums">$5</span> <span className="text-muted">a month</span>
          </span>
          <span>
            or <span className="font-semibold tabular-nums">$50</span> <span className="text-muted">a year</span>
          </span>
          <span className="text-sm text-muted">after 30 free days</span>
        </p>
        <ul className="grid gap-2">
          {INCLUDED.map((text) => (
            <li key={text} className="flex items-start gap-2.5">
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
              {text}
            </li>
          ))}
        </ul>
        <ButtonLink href="/register" look="primary" size="large">
          Start 30 free days
        </ButtonLink>
      </div>
    </section>
  );
}
