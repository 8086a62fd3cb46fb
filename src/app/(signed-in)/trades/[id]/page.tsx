import type { Metadata } from "next";
import { TradePage } from "@/features/trades/trade-page";

export const metadata: Metadata = { title: "Trade" };

export default async function OneTradePage({ params }: PageProps<"/trades/[id]">) {
  return <TradePage id={decodeURIComponent((await params).id)} />;
}
