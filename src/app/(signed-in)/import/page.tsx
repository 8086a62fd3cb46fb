import type { Metadata } from "next";
import { ImportDesk } from "@/features/imports/import-desk";

export const metadata: Metadata = { title: "Import" };

export default function ImportPage() {
  return <ImportDesk />;
}
