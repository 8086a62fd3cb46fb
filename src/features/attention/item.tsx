"use client";
import { useState } from "react";
import { type AttentionItem } from "@/backend/rows";
import { grouped } from "@/shared/decimal";
import { useFilters } from "@/shared/filters";
import { countOf } from "@/shared/money";
import { Amount } from "@/ui/amount";
import { Button, ButtonLink } from "@/ui/button";
import { Ticker } from "@/ui/ticker";
import { When } from "@/ui/when";
import { Acknowledge, TakeBack } from "./acknowledge";
import { ItemRows } from "./item-rows";
import { titleOf } from "./titles";

type Unfolded = "rows" | "basis" | "acknowledge";

/** One thing to look at: what it is, what it does to the totals, its rows, and what can be done. */
export function Item({ item }: { item: AttentionItem }) {
  const { search } = useFilters();
  const [open, setOpen] = useState<Unfolded>();
  const toggle = (which: Unfolded) => setOpen(open === which ? undefined : which);
  const rows = countOf(item.transaction_ids.length, "row");
  return (
    <li className="grid gap-2 px-5 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h3 className="font-medium">
          {titleOf(item.code)}
          {item.symbol && (
            <span className="ml-3 font-normal text-muted">
              <Ticker symbol={item.symbol} />
            </span>
          )}
        </h3>
        <ItemCash item={item} />
      </div>
      <p className="max-w-3xl text-muted">{item.message}</p>
      {item.acknowledged_at && (
        <p className="text-sm text-muted">
          Acknowledged <When at={item.acknowledged_at} />
          {item.note && <q className="ml-2 text-ink">{item.note}</q>}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" aria-expanded={open === "rows"} onClick={() => toggle("rows")}>
          {open === "rows" ? "Hide" : "Show"} {rows}
        </Button>
        {item.actions.includes("enter_basis") && (
          <Button size="small" aria-expanded={open === "basis"} onClick={() => toggle("basis")}>
            Enter what it cost
          </Button>
        )}
        {item.actions.includes("import_more") && (
          <ButtonLink size="small" href={`/import${search}`}>
            {moreOf(item.code)}
          </ButtonLink>
        )}
        {item.acknowledged_at && <TakeBack item={item} />}
        {!item.acknowledged_at && item.actions.includes("acknowledge") && (
          <Button size="small" aria-expanded={open === "acknowledge"} onClick={() => toggle("acknowledge")}>
            Acknowledge
          </Button>
        )}
      </div>
      {open === "acknowledge" && <Acknowledge item={item} onCancel={() => setOpen(undefined)} />}
      {(open === "rows" || open === "basis") && (
        <ItemRows key={open} ids={item.transaction_ids} withBasis={open === "basis"} />
      )}
    </li>
  );
}

/** Which rows would answer the question. */
function moreOf(code: string): string {
  if (code === "missing_expiration") return "Import later history";
  return code === "unmatched_close" ? "Import earlier history" : "Import more history";
}

function ItemCash({ item: { code, amount } }: { item: AttentionItem }) {
  const isForeign = code === "foreign_currency"; // then the amount is no dollars
  return (
    <span className="text-sm text-muted" data-tip="What the item's rows did to the account's cash: + received, − paid">
      Cash of its rows{" "}
      {isForeign ? (
        <span className="ml-1 text-ink tabular-nums">{grouped(amount)} in its own currency</span>
      ) : (
        <Amount
          usd={amount}
          signed
          about="what the rows did to the account's cash, + received, − paid"
          className="ml-1 text-base text-ink"
        />
      )}
    </span>
  );
}
