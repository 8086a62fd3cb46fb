"use client";
import useSWR, { type SWRConfiguration } from "swr";
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
  loadMore: () => void;
}

type Key = readonly [path: string, ...parameters: unknown[]];

/** Read something and keep it fresh; null reads nothing yet. */
export function useResource<T>(key: Key | null, read: () => Promise<T>, options?: SWRConfiguration<T>): Resource<T> {
  const { data, error, mutate } = useSWR<T, unknown>(key, read, options);
  return resourceOf(data, error, () => void mutate());
}

/** Read a list page by page; `read` gets where the page starts, undefined for the first. */
export function usePages<T>(
  key: Key,
  read: (after: string | undefined) => Promise<{ items: T[]; next: string | null }>,
): Resource<Pages<T>> {
  const { data, error, size, setSize, mutate } = useSWRInfinite<{ items: T[]; next: string | null }, unknown>(
    (index, before) => (before && before.next === null ? null : [...key, "page", index, before?.next ?? undefined]),
    (pageKey: unknown[]) => read(pageKey.at(-1) as string | undefined),
    { revalidateFirstPage: false },
  );
  const pages = data && {
    items: data.flatMap((page) => page.items),
    hasMore: data.at(-1)?.next !== null,
    isLoadingMore: size > data.length && !error,
    loadMore: () => void setSize(data.length + 1),
  };
  return resourceOf(pages, error, () => void mutate());
}

function resourceOf<T>(data: T | undefined, thrown: unknown, refetch: () => void): Resource<T> {
  const error = thrown === undefined ? undefined : asApiError(thrown);
  if (data !== undefined) return { isPending: false, isError: false, data, stale: error, refetch };
  if (error) return { isPending: false, isError: true, error, refetch };
  return { isPending: true, isError: false };
}
