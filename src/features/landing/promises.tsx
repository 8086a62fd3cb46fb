const PROMISES = [
  {
    title: "Nothing to type",
    text: "Import the CSV files you can download today, all five layouts tastytrade has used since 2018. Overlaps are recognised; gaps are pointed out.",
  },
  {
    title: "The campaign, not the ticket",
    text: "A put that was assigned, the calls sold against the shares, the dividend in between: one underlying, one result.",
  },
  {
    title: "Missing is missing",
    text: "A row nobody has seen before is stored, counted in cash and shown to you. An unknown is a dash with its reason, never a zero.",
  },
  {
    title: "Yours to take away",
    text: "Export every row as CSV whenever you like. One button deletes you with everything. We never ask for your tastytrade password.",
  },
];

/** What sets it apart, in the trader's terms. */
export function Promises() {
  return (
    <section aria-label="What you can rely on" className="border-t py-16">
      <dl className="grid gap-x-12 gap-y-10 sm:grid-cols-2">
        {PROMISES.map(({ title, text }) => (
          <div key={title} className="grid content-start gap-2">
            <dt className="text-lg font-semibold">{title}</dt>
            <dd className="max-w-prose text-muted">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
