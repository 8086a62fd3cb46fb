"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/shared/cn";
import { useFilters } from "@/shared/filters";
import { Logo } from "@/ui/logo";
import { ThemeChoice } from "@/ui/theme";
import { AttentionCount } from "./attention-count";
import { type Destination, FIGURES, isCurrent, SETUP } from "./destinations";
import { SignOutButton } from "./sign-out-button";

/** The way around on wide screens. */
export function Rail() {
  const { search } = useFilters();
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 flex h-dvh flex-col gap-6 border-r bg-sunken px-3 py-4 max-md:hidden"
    >
      <Link href={`/home${search}`} className="rounded-sm px-2 py-1">
        <Logo />
      </Link>
      <Destinations of={FIGURES} search={search} />
      <div className="mt-auto border-t pt-3">
        <Destinations of={SETUP} search={search} />
        <div className="mt-3 flex items-center justify-between">
          <ThemeChoice />
          <SignOutButton />
        </div>
      </div>
    </nav>
  );
}

function Destinations({ of, search }: { of: Destination[]; search: string }) {
  const path = usePathname();
  return (
    <ul className="grid gap-0.5">
      {of.map(({ href, label, Icon }) => (
        <li key={href}>
          <Link
            href={`${href}${search}`}
            aria-current={isCurrent(href, path) ? "page" : undefined}
            className={cn(
              "flex h-9 items-center gap-3 rounded-md px-2.5 text-muted hover:bg-line/60 hover:text-ink",
              isCurrent(href, path) && "bg-line/70 font-medium text-ink",
            )}
          >
            <Icon aria-hidden className="size-4" />
            {label}
            {href === "/attention" && <AttentionCount />}
          </Link>
        </li>
      ))}
    </ul>
  );
}
