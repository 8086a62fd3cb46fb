"use client";
import { type ReactNode } from "react";
import { SWRConfig } from "swr";
import { ApiError } from "@/backend/errors";

/** Everything below is for who is signed in: the first answer that says otherwise leads to signing in, and back. */
export function SignedIn({ children }: { children: ReactNode }) {
  return (
    <SWRConfig
      value={{
        onError: (error: unknown) => {
          if (error instanceof ApiError && error.isSignedOut) leaveToSignIn();
        },
        // What was refused is refused again; only an outage is worth another try.
        shouldRetryOnError: (error: unknown) =>
          !(error instanceof ApiError) || error.status === 0 || error.status >= 500,
        errorRetryCount: 3,
      }}
    >
      {children}
    </SWRConfig>
  );
}

function leaveToSignIn(): void {
  const { pathname, search } = window.location;
  const address = new URLSearchParams({ next: `${pathname}${search}` }).toString();
  window.location.replace(`/sign-in?${address}`);
}
