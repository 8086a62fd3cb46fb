import Link from "next/link";
import { type ReactNode } from "react";
import { Logo } from "@/ui/logo";
import { ThemeChoice } from "@/ui/theme";

export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-5 py-4 sm:px-8">
        <Link href="/" className="rounded-sm">
          <Logo />
        </Link>
        <ThemeChoice />
      </header>
      <main className="mx-auto w-full max-w-100 flex-1 px-5 pt-[8vh] pb-16">{children}</main>
    </div>
  );
}
