import type { Metadata } from "next";
import { ComingBack } from "@/features/connections/coming-back";

// The address of this page carries a code.
export const metadata: Metadata = { title: "Linking tastytrade", referrer: "no-referrer" };

export default async function CallbackPage({ searchParams }: PageProps<"/connections/callback">) {
  const { code, state, error } = await searchParams;
  return <ComingBack code={text(code)} state={text(state)} error={text(error)} />;
}

function text(given: string | string[] | undefined): string | undefined {
  return typeof given === "string" ? given : undefined;
}
