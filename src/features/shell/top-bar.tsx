"use client";
import { usePathname } from "next/navigation";
import { Logo } from "@/ui/logo";
import { AccountSelector } from "./account-selector";
import { narrowingOf } from "./destinations";
import { Freshness } from "./freshness";
import { PeriodPicker } from "./period-picker";
import { ViewSwitch } from "./view-switch";

/** What narrows the figures, and how fresh they are. */
export function TopBar() {
  const narrowing = narrowingOf(usePathname());
  return (
    <header className="sticky top-0 z-20 border-b bg-canvas/95 backdrop-blur-sm">
      <div className="mx-auto flex min-h-14 max-w-[80rem] flex-wrap items-center gap-x-2 gap-y-2 px-4 py-2 sm:gap-x-4 sm:px-6">
        {narrowing.length === 0 && <Logo className="md:hidden" />}
        {narrowing.includes("account") && <AccountSelector />}
        {narrowing.includes("period") && <PeriodPicker />}
        {narrowing.includes("view") && <ViewSwitch />}
        <div className="ml-auto max-md:hidden">
          <Freshness />
        </div>
      </div>
    </header>
  );
}
