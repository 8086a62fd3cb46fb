import type { components } from "./schema";

type Detail = components["schemas"]["ErrorDetail"];

/** A request that was not answered as hoped; `message` is a sentence for the trader. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId?: string;
  readonly line?: number;
  readonly column?: string | number;

  constructor(
    status: number,
    { code, message, request_id, line, column }: Omit<Detail, "request_id"> & { request_id?: string },
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.requestId = request_id;
    this.line = line ?? undefined;
    this.column = column ?? undefined;
  }

  /** Whether the session is over, so that only signing in again helps. */
  get isSignedOut(): boolean {
    return this.code === "signed_out";
  }
}

/** The error for an answer that is none of ours: a proxy's page, a cut connection. */
export function unreadable(status: number): ApiError {
  const message =
    status === 413
      ? "The file is too large to be sent. Export a shorter period and import the parts."
      : "The server did not answer as it should. Try again in a moment.";
  return new ApiError(status, { code: "unreadable_answer", message });
}

/** The error for a request that got no answer at all. */
export function unreachable(): ApiError {
  return new ApiError(0, {
    code: "unreachable",
    message: "The server cannot be reached. Check your connection, then try again.",
  });
}

/** Whatever was thrown, as an ApiError. */
export function asApiError(thrown: unknown): ApiError {
  return thrown instanceof ApiError ? thrown : unreachable();
}
