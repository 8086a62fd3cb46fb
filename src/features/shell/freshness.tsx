"use client";
import { useEffect, useRef } from "react";
import { areBehind, useAccounts } from "@/backend/accounts";
import { forgetFigures } from "@/backend/imports";
import { cn } from "@/shared/cn";
import { ago, formatTime } from "@/shared/days";
import { useFilters } from "@/shared/filters";

/** Whether the figures know every row, and since when. */
export function Freshness() {
  const accounts = useAccounts();
  const { account } = useFilters();
  useFreshFigures(!accounts.isPending && !accounts.isError && areBehind(accounts.data));
  if (accounts.isPending || accounts.isError) return null;
  const meant = accounts.data.filter(({ id }) => !account || id === account);
  const published = meant.flatMap(({ books_published_at: at }) => at ?? []).toSorted();
  const oldest = published[0];
  if (!oldest) return null;
  const isCurrent = meant.every((one) => one.is_current);
  return (
    <span
      title={`Books of ${formatTime(oldest)}`}
      className="flex items-center gap-2 text-sm whitespace-nowrap text-muted"
    >
      <span aria-hidden className={cn("size-2 rounded-full", isCurrent ? "bg-gain" : "bg-warning")} />
      {isCurrent ? `Books of ${ago(oldest, new Date())}` : "Books are being brought up to date"}
    </span>
  );
}

/** Once books that were behind know everything, every figure on the page is read anew. */
function useFreshFigures(isBehind: boolean) {
  const wasBehind = useRef(false);
  useEffect(() => {
    if (wasBehind.current && !isBehind) void forgetFigures();
    wasBehind.current = isBehind;
  }, [isBehind]);
}
