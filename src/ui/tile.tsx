import Link from "next/link";
import { type ReactNode } from "react";
import { Skeleton } from "./skeleton";

const box = "grid content-start gap-1 rounded-lg border bg-card px-4 py-3.5 sm:px-5 sm:py-4";

/** One figure with its name above and a line about it below; a link to the rows behind it where there are some. */
export function Tile({
  label,
  value,
  note,
  href,
}: {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  href?: string;
}) {
  const inside = (
    <>
      <span className="text-sm text-muted">{label}</span>
      <span className="text-xl font-semibold tracking-tight tabular-nums sm:text-2xl">{value}</span>
      {note && <span className="text-sm text-muted">{note}</span>}
    </>
  );
  if (!href) return <div className={box}>{inside}</div>;
  return (
    <Link href={href} className={`${box} transition-colors hover:border-line-strong hover:bg-sunken`}>
      {inside}
    </Link>
  );
}

/** A tile that is coming. */
export function TileSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={`Loading ${label}`} className={box}>
      <span className="text-sm text-muted">{label}</span>
      <Skeleton className="my-1 h-7 w-32" />
      <Skeleton className="my-1 h-3 w-24" />
    </div>
  );
}

/** Tiles side by side, as many as fit. */
export function Tiles({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,9.75rem),1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(11.25rem,1fr))]">
      {children}
    </div>
  );
}
