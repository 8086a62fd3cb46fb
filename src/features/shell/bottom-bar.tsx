"use client";
import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { cn } from "@/shared/cn";
import { useFilters } from "@/shared/filters";
import { Modal } from "@/ui/modal";
import { ThemeChoice } from "@/ui/theme";
import { AttentionCount } from "./attention-count";
import { FIGURES, isCurrent, SETUP } from "./destinations";
import { SignOutButton } from "./sign-out-button";

const ON_BAR = FIGURES.filter(({ isOnBar }) => isOnBar);
const IN_SHEET = [...FIGURES.filter(({ isOnBar }) => !isOnBar), ...SETUP];

const stop = "flex h-full flex-col items-center justify-center gap-1 rounded-md text-xs text-muted";

/** The way around on a phone: four places and a sheet with the rest. */
export function BottomBar() {
  const path = usePathname();
  const { search } = useFilters();
  const [isOpen, setIsOpen] = useState(false);
  const isElsewhere = IN_SHEET.some(({ href }) => isCurrent(href, path));
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid h-14 grid-cols-5 px-1">
        {ON_BAR.map(({ href, label, Icon }) => (
          <li key={href}>
            <Link
              href={`${href}${search}`}
              aria-current={isCurrent(href, path) ? "page" : undefined}
              className={cn(stop, isCurrent(href, path) && "font-medium text-ink")}
            >
              <Icon aria-hidden className="size-5" />
              {label}
            </Link>
          </li>
        ))}
        <li>
          <button
            type="button"
            className={cn(stop, "relative w-full", isElsewhere && "font-medium text-ink")}
            onClick={() => setIsOpen(true)}
          >
            <Ellipsis aria-hidden className="size-5" />
            More
            <AttentionCount className="absolute top-1 left-1/2 ml-2" />
          </button>
        </li>
      </ul>
      <Modal title="More" as="sheet" isOpen={isOpen} onOpenChange={setIsOpen}>
        <ul className="grid gap-1">
          {IN_SHEET.map(({ href, label, Icon }) => (
            <li key={href}>
              <Link
                href={`${href}${search}`}
                onClick={() => setIsOpen(false)}
                className="flex h-12 items-center gap-3 rounded-md px-2 text-lg hover:bg-sunken"
              >
                <Icon aria-hidden className="size-5 text-muted" />
                {label}
                {href === "/attention" && <AttentionCount />}
              </Link>
            </li>
          ))}
        </ul>
        <div className="flex items-center justify-between border-t pt-4">
          <ThemeChoice />
          <SignOutButton />
        </div>
      </Modal>
    </nav>
  );
}
