"use client";
import { type Scope, usePnlSummary } from "@/backend/figures";
import { Button, ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/states";
import { formatMonth } from "./months";
import { type ShownDays } from "./shown-days";

/** Nothing happened in the time shown: the way to the latest month in which something did, or to the import. */
export function NoFigures({
  scope,
  of,
  onShow,
}: {
  scope: Omit<Scope, "span">;
  of: string;
  onShow: ShownDays["show"];
}) {
  const summary = usePnlSummary({ ...scope, span: {} });
  const known = summary.isPending || summary.isError ? undefined : summary.data;
  const latest = known?.last_day?.slice(0, 7);
  if (known && !known.books_published_at) {
    return (
      <Card>
        <Empty
          action={
            <ButtonLink look="primary" href="/import">
              Import a history
            </ButtonLink>
          }
        >
          There are no books yet. Import the CSV of your tastytrade history, and its days appear here.
        </Empty>
      </Card>
    );
  }
  return (
    <Card>
      <Empty action={latest && <Button onClick={() => onShow({ month: latest })}>Show {formatMonth(latest)}</Button>}>
        Nothing was closed and no cash moved in {of}. {latest && "The latest figures are from the month below."}
      </Empty>
    </Card>
  );
}
