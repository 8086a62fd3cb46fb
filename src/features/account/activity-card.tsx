"use client";
import { useState } from "react";
import { type Happening, useActivity } from "@/backend/me";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { TableSkeleton } from "@/ui/skeleton";
import { Empty, Failed } from "@/ui/states";
import { When } from "@/ui/when";
import { inWords } from "./happening-in-words";

const AT_FIRST = 8;

/** What happened on the account lately, so that its owner would notice somebody else. */
export function ActivityCard() {
  const activity = useActivity();
  return (
    <Card title="Recent activity" note="Latest first" flush>
      {activity.isPending && <TableSkeleton label="Loading your activity" rows={5} />}
      {activity.isError && <Failed what="Your activity" message={activity.error.message} onRetry={activity.refetch} />}
      {!activity.isPending && !activity.isError && <Happenings items={activity.data.items} />}
    </Card>
  );
}

function Happenings({ items }: { items: Happening[] }) {
  const [isWhole, setIsWhole] = useState(false);
  if (items.length === 0) return <Empty className="border-t py-6">Nothing has happened yet.</Empty>;
  return (
    <>
      <ul className="divide-y border-t">
        {(isWhole ? items : items.slice(0, AT_FIRST)).map((item, index) => (
          <li key={`${item.at} ${item.kind} ${index}`} className="flex flex-wrap justify-between gap-x-4 px-5 py-2.5">
            <span>{inWords(item)}</span>
            <When at={item.at} className="text-sm text-muted" />
          </li>
        ))}
      </ul>
      {!isWhole && items.length > AT_FIRST && (
        <div className="border-t p-3 text-center">
          <Button size="small" onClick={() => setIsWhole(true)}>
            Show all
          </Button>
        </div>
      )}
    </>
  );
}
