import { type ReactNode } from "react";
import { BottomBar } from "./bottom-bar";
import { Rail } from "./rail";
import { SignedIn } from "./signed-in";
import { TopBar } from "./top-bar";
import { Watching } from "./watching";

/** What surrounds every page of who is signed in. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <SignedIn>
      <Watching />
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-ink px-4 py-2 text-canvas focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <div className="md:grid md:grid-cols-[14rem_minmax(0,1fr)]">
        <Rail />
        <div className="min-w-0">
          <TopBar />
          <main id="content" className="mx-auto max-w-[80rem] px-4 pt-6 pb-24 sm:px-6">
            {children}
          </main>
        </div>
      </div>
      <BottomBar />
    </SignedIn>
  );
}
