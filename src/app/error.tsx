"use client";
import { Button } from "@/ui/button";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main role="alert" className="mx-auto grid min-h-[60dvh] max-w-100 content-center gap-4 px-5">
      <h1 className="text-xl font-semibold">This page could not be shown</h1>
      <p className="text-muted">The fault is ours. What you have imported is safe.</p>
      <div>
        <Button onClick={reset}>Try again</Button>
      </div>
    </main>
  );
}
