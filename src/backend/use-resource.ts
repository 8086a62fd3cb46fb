"use client";
import { useEffect } from "react";
import useSWR, { mutate, type SWRConfiguration } from "swr";
import useSWRInfinite from "swr/infinite";
import { type ApiError, asApiError } from "./errors";

/** Something read from the functions: on its way, failed, or here. */
export type Resource<T> = Waiting | Failed | Ready<T>;

interface Waiting {
  isPending: true;
  isError: false;
}

interface Failed {
  isPending: false;
  isError: true;
  error: ApiError;
  refetch: () => void;
}

interface Ready<T> {
  isPending: false;
  isError: false;
  data: T;
  /** Why the latest attempt to read it anew failed: `data` is then from an earlier one. */
  stale?: ApiError;
  refetch: () => void;
}

/** A list that is read page by page. */
export interface Pages<T> {
  items: T[];
  hasMore: boolean;
  isLoadingMore: boolean;
  /** How many there are on all pages, where the functions say so. */
  count?: number;
  loadMore: () => void;
}

interface Page<T> {
  items: T[];
  next: string | null;
  count?: number;
}

type Key = readonly [path: string, ...parameters: unknown[]];

/** Read something and keep it fresh; null reads nothing yet. */
export function useResource<T>(key: Key | null, read: () => Promise<T>, options?: SWRConfiguration<T>): Resource<T> {
  const { data, error, mutate: reread } = useSWR<T, unknown>(key, read, options);
  return resourceOf(data, error, () => void reread());
}

/** Read a list page by page; `read` gets where the page starts, undefined for the first. */
export function usePages<T>(key: Key, read: (after: string | undefined) => Promise<Page<T>>): Resource<Pages<T>> {
  const {
    data,
    error,
    size,
    setSize,
    mutate: reread,
  } = useSWRInfinite<Page<T>, unknown>(
    (index, before) => (before && before.next === null ? null : [...key, "page", index, before?.next ?? undefined]),
    (pageKey: unknown[]) => read(pageKey.at(-1) as string | undefined),
    { revalidateFirstPage: false },
  );
  const [path] = key;
  useEffect(() => {
    const list = { path, refetch: () => void reread() };
    shownLists.add(list);
    return () => void shownLists.delete(list);
  }, [path, reread]);
  const pages = data && {
    items: data.flatMap((page) => page.items),
    hasMore: data.at(-1)?.next !== null,
    count: data.at(-1)?.count,
    isLoadingMore: size > data.length && !error,
    loadMore: () => void setSize(data.length + 1),
  };
  return resourceOf(pages, error, () => void reread());
}

const shownLists = new Set<{ path: string; refetch: () => void }>();

/** Have everything below these paths be read anew; what is shown stays until the new is here. */
export async function forget(isMeant: (path: string) => boolean): Promise<void> {
  const isMeantKey = (key: unknown) => Array.isArray(key) && isMeant(String(key[0]));
  // Pages that nobody sees are dropped, for a list that comes back does not ask for them again by itself.
  await mutate((key) => isMeantKey(key) && isPage(key), undefined, { revalidate: false });
  for (const { path, refetch } of shownLists) if (isMeant(path)) refetch();
  await mutate((key) => isMeantKey(key) && !isPage(key));
}

function isPage(key: unknown): boolean {
  return Array.isArray(key) && key.includes("page");
}

function resourceOf<T>(data: T | undefined, thrown: unknown, refetch: () => void): Resource<T> {
  const error = thrown === undefined ? undefined : asApiError(thrown);
  if (data !== undefined) return { isPending: false, isError: false, data, stale: error, refetch };
  if (error) return { isPending: false, isError: true, error, refetch };
  return { isPending: true, isError: false };
}
