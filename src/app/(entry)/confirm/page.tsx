import type { Metadata } from "next";
import { ConfirmAddress } from "@/features/entry/confirm-address";
import { ConfirmNewAddress } from "@/features/entry/confirm-new-address";

// The address of this page carries the token.
export const metadata: Metadata = { title: "Confirm your address", referrer: "no-referrer" };

export default async function ConfirmPage({ searchParams }: PageProps<"/confirm">) {
  const { token_hash: given, type } = await searchParams;
  const tokenHash = typeof given === "string" ? given : undefined;
  if (type === "email_change") return <ConfirmNewAddress tokenHash={tokenHash} />;
  return <ConfirmAddress tokenHash={tokenHash} type={type === "email" ? "email" : "signup"} />;
}
