"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { ThemeProvider, useTheme } from "next-themes";
import { type ReactNode, useSyncExternalStore } from "react";
import { cn } from "@/shared/cn";

const THEMES = [
  { name: "light", label: "Light", Icon: Sun },
  { name: "dark", label: "Dark", Icon: Moon },
  { name: "system", label: "As the system", Icon: Monitor },
];

/** Light or dark, as the reader chose or the system says. */
export function Theme({ nonce, children }: { nonce?: string; children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      {children}
    </ThemeProvider>
  );
}

/** Choose the theme. */
export function ThemeChoice({ className }: { className?: string }) {
  const { theme, setTheme } = useTheme();
  // What was chosen is known to the browser only; the page as it was sent shows no choice.
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <div role="group" aria-label="Theme" className={cn("inline-flex rounded-md border p-0.5", className)}>
      {THEMES.map(({ name, label, Icon }) => {
        const isChosen = isInBrowser && theme === name;
        return (
          <button
            key={name}
            type="button"
            aria-pressed={isChosen}
            aria-label={label}
            title={label}
            onClick={() => setTheme(name)}
            className={cn("rounded-sm p-1.5 text-muted hover:text-ink", isChosen && "bg-sunken text-ink")}
          >
            <Icon aria-hidden className="size-4" />
          </button>
        );
      })}
    </div>
  );
}

const never = () => () => undefined;
