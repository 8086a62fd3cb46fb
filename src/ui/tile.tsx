import Link from "next/link";
import { type ReactNode } from "react";
import { Skeleton } from "./skeleton";

// The value is as large as fits its tile: 28 px where there is room for a sum in the thousands with its cents.
const box = "@container grid content-start gap-1 rounded-lg border bg-card px-4 py-3.5 sm:px-5 sm:py-4";

/** One figure with its name above and a line about it below; a link to the rows behind it where there are some. */
export function Tile({
  label,
  value,
  note,
  about,
  href,
}: {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  /** What the figure is, for whoever hovers. */
  about?: string;
  href?: string;
}) {
  const inside = (
    <>
      <span className="text-sm text-muted">{label}</span>
      <span className="text-[clamp(1.25rem,15cqi,1.75rem)] leading-9 font-semibold tracking-tight tabular-nums">
        {value}
      </span>
      {note && <span className="text-sm text-muted">{note}</span>}
    </>
  );
  if (!href) {
    return (
      <div data-tip={about} tabIndex={about ? 0 : undefined} className={box}>
        {inside}
      </div>
    );
  }
  return (
    <Link href={href} data-tip={about} className={`${box} transition-colors hover:border-line-strong hover:bg-sunken`}>
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
