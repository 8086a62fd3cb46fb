import type { Metadata } from "next";
import { Equity } from "@/features/equity/equity";

export const metadata: Metadata = { title: "Equity" };

export default function EquityPage() {
  return <Equity />;
}
