import type { Metadata } from "next";
import { UnderlyingsTable } from "@/features/underlyings/underlyings-table";

export const metadata: Metadata = { title: "Underlyings" };

export default function UnderlyingsPage() {
  return <UnderlyingsTable />;
}
