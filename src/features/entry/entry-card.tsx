import { type ReactNode } from "react";

/** What every page on the way in looks like: a title, a sentence, a form, and a way elsewhere below it. */
export function EntryCard({
  title,
  lead,
  children,
  below,
}: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  below?: ReactNode;
}) {
  return (
    <div className="grid gap-6">
      <div className="grid gap-2">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {lead && <p className="text-muted">{lead}</p>}
      </div>
      {children}
      {below && <p className="text-sm text-muted">{below}</p>}
    </div>
  );
}
