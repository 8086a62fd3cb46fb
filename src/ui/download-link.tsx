import { Download } from "lucide-react";
import { type ReactNode } from "react";

/** A link to a file that the browser saves. */
export function DownloadLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      download
      className="inline-flex h-9 items-center gap-2 rounded-md border border-line-strong bg-card px-4 font-medium hover:bg-sunken"
    >
      <Download aria-hidden className="size-4" />
      {children}
    </a>
  );
}
