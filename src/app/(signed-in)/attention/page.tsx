import type { Metadata } from "next";
import { NeedsAttention } from "@/features/attention/needs-attention";

export const metadata: Metadata = { title: "Needs attention" };

export default function AttentionPage() {
  return <NeedsAttention />;
}
