"use client";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { type AttentionItem, useAttention } from "@/backend/rows";
import { countOf, formatCount } from "@/shared/money";
import { spoken } from "@/shared/symbols";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { TableSkeleton } from "@/ui/skeleton";
import { Failed } from "@/ui/states";

const AT_FIRST = 5;

type Choose = (rowIds: string[]) => void;

/** What a person should look at: what it is, what it does to the figures, what can be done. */
export function AttentionCard({ account, onChoose }: { account: string | null; onChoose: Choose }) {
  const attention = useAttention(account);
  if (attention.isPending) {
    return (
      <Card title="Needs attention" flush>
        <TableSkeleton label="Loading what needs attention" rows={1} />
      </Card>
    );
  }
  if (attention.isError) {
    return (
      <Card title="Needs attention" flush>
        <Failed what="What needs attention" message={attention.error.message} onRetry={attention.refetch} />
      </Card>
    );
  }
  if (attention.data.items.length === 0) {
    return (
      <p className="flex items-center gap-2 text-muted">
        <CircleCheck aria-hidden className="size-4 text-gain" />
        No row needs your attention.
      </p>
    );
  }
  return <AttentionItems items={attention.data.items} onChoose={onChoose} />;
}

function AttentionItems({ items, onChoose }: { items: AttentionItem[]; onChoose: Choose }) {
  const [isWhole, setIsWhole] = useState(false);
  return (
    <Card title="Needs attention" note={countOf(items.length, "item")} flush>
      <ul className="divide-y border-t">
        {(isWhole ? items : items.slice(0, AT_FIRST)).map((item) => (
          <li key={item.account_id + item.id} className="flex gap-3 px-5 py-3">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
            <div className="min-w-0">
              <p>{item.message}</p>
              <p className="text-sm text-muted">
                {item.symbol && <>{spoken(item.symbol)} · </>}
                <button
                  type="button"
                  onClick={() => onChoose(item.transaction_ids)}
                  className="rounded-sm text-accent underline decoration-line-strong underline-offset-4 hover:decoration-accent"
                >
                  show {countOf(item.transaction_ids.length, "row")}
                </button>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {!isWhole && items.length > AT_FIRST && (
        <div className="border-t p-3 text-center">
          <Button size="small" onClick={() => setIsWhole(true)}>
            Show all {formatCount(items.length)}
          </Button>
        </div>
      )}
    </Card>
  );
}
