import type { Metadata } from "next";
import { TaxPreview } from "@/features/tax/tax-preview";

export const metadata: Metadata = { title: "Tax" };

export default function TaxPage() {
  return <TaxPreview />;
}
