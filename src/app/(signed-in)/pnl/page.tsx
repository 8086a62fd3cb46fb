import type { Metadata } from "next";
import { PnlOverview } from "@/features/pnl/pnl-overview";

export const metadata: Metadata = { title: "P&L" };

export default function PnlPage() {
  return <PnlOverview />;
}
