"use client";
import { useSyncExternalStore } from "react";
import { sendHistory } from "@/backend/imports";
import { ImportQueue, type QueuedFile } from "./import-queue";

export const queue = new ImportQueue(sendHistory);

const NOTHING: readonly QueuedFile[] = [];

/** The files that were dropped since the page was opened. */
export function useQueue(): readonly QueuedFile[] {
  return useSyncExternalStore(queue.subscribe, queue.snapshot, () => NOTHING);
}
