import { type ReactNode } from "react";
import { cn } from "@/shared/cn";

/** A bordered box with a title, something beside the title, and content. */
export function Card({
  title,
  note,
  aside,
  children,
  className,
  flush = false,
}: {
  title?: string;
  note?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Let the content, a table say, reach the border. */
  flush?: boolean;
}) {
  return (
    <section className={cn("min-w-0 rounded-lg border bg-card", className)}>
      {title && (
        <header className={cn("flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-5 pt-4", flush && "pb-3")}>
          <div>
            <h2 className="text-lg font-semibold">{title}</h2>
            {note && <p className="text-sm text-muted">{note}</p>}
          </div>
          {aside}
        </header>
      )}
      <div className={cn(!flush && "px-5 pt-3 pb-5")}>{children}</div>
    </section>
  );
}
