import { type ReactNode } from "react";
import { DownloadLink } from "@/ui/download-link";

/** The same figures as a table, folded away, and as a file. */
export function TableTwin({ href, children }: { href: string; children: ReactNode }) {
  return (
    <details className="group border-t">
      <summary className="rounded-sm px-5 py-3 text-sm text-muted hover:text-ink">The same as a table</summary>
      {children}
      <div className="border-t p-3">
        <DownloadLink href={href}>Export these days as CSV</DownloadLink>
      </div>
    </details>
  );
}
