import { Card } from "@/ui/card";
import { DownloadLink } from "@/ui/download-link";

/** Everything we keep about the user, as one file. */
export function TakeAwayCard() {
  return (
    <Card title="Take everything with you" note="One archive of CSV files with everything we keep about you">
      <div className="grid gap-3">
        <p className="text-muted">
          Accounts, imports, every row with its own cells, your notes and bases, closings, trades, lots, cash, and what
          happened on your account. It opens in any spreadsheet.
        </p>
        <div>
          <DownloadLink href="/api/me/export">Download everything</DownloadLink>
        </div>
        <p className="text-sm text-muted">
          If the download breaks off, the archive does not open: then start it again. Nothing is ever left out of one
          that opens.
        </p>
      </div>
    </Card>
  );
}
