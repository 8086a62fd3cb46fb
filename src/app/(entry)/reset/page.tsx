import type { Metadata } from "next";
import { ResetForm } from "@/features/entry/reset-form";

// The address of this page carries the token.
export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

export default async function ResetPage({ searchParams }: PageProps<"/reset">) {
  const { token_hash: tokenHash } = await searchParams;
  return <ResetForm tokenHash={typeof tokenHash === "string" ? tokenHash : undefined} />;
}
