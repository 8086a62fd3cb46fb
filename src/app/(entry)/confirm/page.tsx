import type { Metadata } from "next";
import { ConfirmAddress } from "@/features/entry/confirm-address";

// The address of this page carries the token.
export const metadata: Metadata = { title: "Confirm your address", referrer: "no-referrer" };

export default async function ConfirmPage({ searchParams }: PageProps<"/confirm">) {
  const { token_hash: tokenHash, type } = await searchParams;
  return (
    <ConfirmAddress
      tokenHash={typeof tokenHash === "string" ? tokenHash : undefined}
      type={type === "email" ? "email" : "signup"}
    />
  );
}
