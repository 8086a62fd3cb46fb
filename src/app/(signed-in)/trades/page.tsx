import type { Metadata } from "next";
import { TradesList } from "@/features/trades/trades-list";

export const metadata: Metadata = { title: "Trades" };

export default function TradesPage() {
  return <TradesList />;
}
