"use client";
import { useState } from "react";
import { type AttentionItem } from "@/backend/rows";
import { formatCount } from "@/shared/money";
import { Button } from "@/ui/button";
import { Item } from "./item";

const AT_FIRST = 25;

/** Items one below the other, the first ones at first. */
export function ItemList({ items }: { items: AttentionItem[] }) {
  const [isWhole, setIsWhole] = useState(false);
  return (
    <>
      <ul className="divide-y border-t">
        {(isWhole ? items : items.slice(0, AT_FIRST)).map((item) => (
          <Item key={item.account_id + item.id} item={item} />
        ))}
      </ul>
      {!isWhole && items.length > AT_FIRST && (
        <div className="border-t p-3 text-center">
          <Button size="small" onClick={() => setIsWhole(true)}>
            Show all {formatCount(items.length)}
          </Button>
        </div>
      )}
    </>
  );
}
