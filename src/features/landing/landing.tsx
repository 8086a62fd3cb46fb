import { ButtonLink, TextLink } from "@/ui/button";
import { Logo } from "@/ui/logo";
import { ThemeChoice } from "@/ui/theme";
import { HowItWorks } from "./how-it-works";
import { Price } from "./price";
import { Promises } from "./promises";

/** What this is, what it costs, and the way in. */
export function Landing() {
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-5 sm:px-8">
      <header className="flex items-center justify-between gap-4 py-4">
        <Logo />
        <div className="flex items-center gap-2">
          <ThemeChoice className="max-sm:hidden" />
          <ButtonLink href="/sign-in" look="quiet">
            Sign in
          </ButtonLink>
        </div>
      </header>
      <main className="flex-1">
        <section className="grid gap-6 pt-[10vh] pb-20">
          <h1 className="max-w-3xl text-display font-semibold tracking-[-0.03em] text-balance">
            What every trade in your tastytrade account really earned
          </h1>
          <p className="max-w-2xl text-xl text-pretty text-muted">
            Options, assigned stock, dividends and every fee, per underlying and to the cent, from your whole history.
            Each figure opens down to the broker&apos;s rows it was made of.
          </p>
          <div className="flex flex-wrap items-center gap-3">
            <ButtonLink href="/register" look="primary" size="large">
              Start 30 free days
            </ButtonLink>
            <span className="text-muted">Then $5 a month or $50 a year. No card to start.</span>
          </div>
        </section>
        <HowItWorks />
        <Promises />
        <Price />
      </main>
      <footer className="flex flex-wrap justify-between gap-4 border-t py-6 text-sm text-muted">
        <p>TastyTrade Tracker is an independent tool and not affiliated with tastytrade, Inc.</p>
        <TextLink href="/sign-in">Sign in</TextLink>
      </footer>
    </div>
  );
}
