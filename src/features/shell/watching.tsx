"use client";
import { useWatching } from "@/backend/links";

/** Says that somebody is looking, so that linked accounts are read every five minutes. */
export function Watching() {
  useWatching();
  return null;
}
