"use client";
import { useTrade } from "@/backend/trades";
import { type View } from "@/shared/view";
import { TableSkeleton } from "@/ui/skeleton";
import { Failed } from "@/ui/states";
import { LegsTable } from "./legs-table";

/** The legs of one trade, read when they are asked for. */
export function LegsOfTrade({ id, view }: { id: string; view: View }) {
  const trade = useTrade(id, view);
  if (trade.isPending) return <TableSkeleton label="Loading the legs" rows={2} />;
  if (trade.isError) return <Failed what="The legs" message={trade.error.message} onRetry={trade.refetch} />;
  return <LegsTable detail={trade.data} />;
}
