import type { Metadata } from "next";
import { Transactions } from "@/features/transactions/transactions";

export const metadata: Metadata = { title: "Transactions" };

export default function TransactionsPage() {
  return <Transactions />;
}
