"use client";
import { useState } from "react";
import { type ApiError, asApiError } from "./errors";

/** Something the user asked for: whether it is under way, and why it was refused. */
export interface Action<Arguments extends unknown[]> {
  isBusy: boolean;
  error?: ApiError;
  /** Resolves to whether it was done. */
  run: (...given: Arguments) => Promise<boolean>;
}

/** Run something the user asked for, one at a time, and keep why it failed until the next try. */
export function useAction<Arguments extends unknown[]>(
  act: (...given: Arguments) => Promise<unknown>,
): Action<Arguments> {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const run = async (...given: Arguments) => {
    setIsBusy(true);
    setError(undefined);
    try {
      await act(...given);
      return true;
    } catch (thrown) {
      setError(asApiError(thrown));
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, error, run };
}
