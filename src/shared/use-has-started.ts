"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the page's own code runs yet: until then a browser would send a form by itself. */
export function useHasStarted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
