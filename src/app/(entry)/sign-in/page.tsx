import type { Metadata } from "next";
import { SignInForm } from "@/features/entry/sign-in-form";
import { pageAfterSignIn } from "@/shared/next-page";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  const asked = typeof next === "string" ? next : undefined;
  return <SignInForm next={pageAfterSignIn(asked)} hasEnded={asked !== undefined} />;
}
