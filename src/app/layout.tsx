import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode } from "react";
import { Theme } from "@/ui/theme";
import { TooltipLayer } from "@/ui/tooltip";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "TastyTrade Tracker", template: "%s · TastyTrade Tracker" },
  description: "What every trade and every underlying in your tastytrade account earned, to the cent.",
  icons: { icon: "/favicon.svg" },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1115" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The theme is set on <html> by a script before the first paint, which the server cannot foresee.
    <html lang="en" suppressHydrationWarning>
      <body className="min-h-dvh">
        <Theme nonce={nonce}>
          <NuqsAdapter>{children}</NuqsAdapter>
          <TooltipLayer />
        </Theme>
      </body>
    </html>
  );
}
