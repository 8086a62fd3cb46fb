"use client";
import { mutate } from "swr";
import { answerOf, api, type Schemas } from "./client";
import { ApiError } from "./errors";
import { forget, useResource } from "./use-resource";

export type Import = Schemas["Import"];

export interface Upload {
  id: string;
  accountId: string;
  file: File;
  /** The clock of the file where its layout names none, an IANA name. */
  timeZone?: string;
}

const IMPORTS = "/api/connections/imports";
const POLL_EVERY = 600; // milliseconds
const POLL_LIST_EVERY = 3_000;
const LARGEST_BODY = 4_500_000; // bytes, what the platform lets through

/** An account's imports, newest first. */
export function useImports(accountId: string) {
  const query = { account_id: accountId };
  const read = async () => (await answerOf(api.GET(IMPORTS, { params: { query } }))).items;
  return useResource([IMPORTS, query], read, {
    refreshInterval: (latest) => (latest?.some(waitsForBooks) ? POLL_LIST_EVERY : 0),
  });
}

/**
 * How far an import has come, asked again and again until it is published or refused; null before it is known.
 *
 * While its file is being sent an earlier refusal is no end: the same import is tried again.
 */
export function useImport(id: string, isSending: boolean) {
  return useResource<Import | null>(keyOf(id), () => importOrNull(id), {
    refreshInterval: (latest) => (!isSending && latest && isOver(latest) ? 0 : POLL_EVERY),
    refreshWhenHidden: true,
    dedupingInterval: 0,
  });
}

/** Whether nothing more happens to an import by itself. */
export function isOver(one: Import): boolean {
  return one.state === "published" || one.state === "failed" || hasFailedBooks(one);
}

/** Whether its rows are stored but their books could not be built, however often it was tried. */
export function hasFailedBooks({ state, error }: Import): boolean {
  return state === "stored" && !!error;
}

const waitsForBooks = (one: Import) => one.state === "stored" && !hasFailedBooks(one);

/** Compress a file in the browser and send it; resolves when its rows are stored, throws an ApiError when refused. */
export async function sendHistory({ id, accountId, file, timeZone }: Upload): Promise<Import> {
  const body = await compressed(file);
  if (body.size > LARGEST_BODY) {
    const message =
      "The file is larger than 4.5 MB even when compressed. Export a shorter period and import the parts.";
    throw new ApiError(413, { code: "file_too_large", message });
  }
  const stored = await answerOf(
    api.PUT("/api/connections/imports/{import_id}", {
      params: { path: { import_id: id }, query: { account_id: accountId, file_name: file.name, time_zone: timeZone } },
      headers: { "Content-Type": "application/gzip" },
      // The schema can only say "text" for a body of bytes.
      body: body as unknown as string,
      bodySerializer: () => body,
    }),
  );
  await mutate(keyOf(id), stored, { revalidate: false });
  return stored;
}

/** Ask once more for the books of an import whose rows are stored. */
export async function publishAgain(id: string): Promise<void> {
  await answerOf(api.POST("/api/connections/imports/{import_id}/publish", { params: { path: { import_id: id } } }));
  await forget((path) => path === IMPORTS);
}

/** Have everything that imports change be read anew. */
export function forgetFigures(): Promise<void> {
  return forget((path) => /\/api\/(pnl|transactions|connections)/.test(path));
}

const keyOf = (id: string) => [IMPORTS, id] as const;

async function importOrNull(id: string): Promise<Import | null> {
  try {
    return await answerOf(api.GET("/api/connections/imports/{import_id}", { params: { path: { import_id: id } } }));
  } catch (refused) {
    // Its file is still on the way: the id is ours, the server has not seen it yet.
    if (refused instanceof ApiError && refused.status === 404) return null;
    throw refused;
  }
}

async function compressed(file: File): Promise<Blob> {
  try {
    return await new Response(file.stream().pipeThrough(new CompressionStream("gzip"))).blob();
  } catch {
    const message = "The file cannot be read any more. Was it moved or changed? Choose it again.";
    throw new ApiError(0, { code: "file_gone", message });
  }
}
