"use client";
import { usePathname } from "next/navigation";
import { Logo } from "@/ui/logo";
import { AccountSelector } from "./account-selector";
import { FIGURES, isCurrent } from "./destinations";
import { Freshness } from "./freshness";
import { PeriodPicker } from "./period-picker";

/** What narrows the figures, and how fresh they are. */
export function TopBar() {
  const path = usePathname();
  const hasFigures = FIGURES.some(({ href }) => isCurrent(href, path));
  const hasPeriod = hasFigures && !isCurrent("/transactions", path);
  return (
    <header className="sticky top-0 z-20 border-b bg-canvas/95 backdrop-blur-sm">
      <div className="mx-auto flex min-h-14 max-w-[80rem] flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 sm:px-6">
        {!hasFigures && <Logo className="md:hidden" />}
        {hasFigures && <AccountSelector />}
        {hasPeriod && <PeriodPicker />}
        <div className="ml-auto max-md:hidden">
          <Freshness />
        </div>
      </div>
    </header>
  );
}
