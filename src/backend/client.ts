import createClient from "openapi-fetch";
import { ApiError, asApiError, unreadable } from "./errors";
import { renewSession } from "./renew-session";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

/** The functions, typed by what they say of themselves; a session that ran out is renewed on the way, once. */
export const api = createClient<paths>({ baseUrl: originOfPage(), fetch: fetchInSession });

/** Send a request; when the session has run out, renew it and send the request again, once. */
export async function fetchInSession(request: Request): Promise<Response> {
  const again = request.clone();
  const leftAt = Date.now();
  const answer = await fetch(request);
  if (answer.status !== 401 || !(await saysSignedOut(answer))) return answer;
  return (await renewSession(leftAt)) ? fetch(again) : answer;
}

/** What a call answered with; throws an ApiError when it was refused or never answered. */
export async function answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch((thrown: unknown) => {
    throw asApiError(thrown);
  });
  if (response.ok) return data as T;
  throw errorIn(error, response.status);
}

function errorIn(body: unknown, status: number): ApiError {
  const detail = (body as Partial<Schemas["ErrorAnswer"]> | undefined)?.error;
  return detail?.message ? new ApiError(status, detail) : unreadable(status);
}

async function saysSignedOut(answer: Response): Promise<boolean> {
  // A wrong password is a 401, too, and no reason to renew anything.
  const body: unknown = await answer
    .clone()
    .json()
    .catch(() => undefined);
  return errorIn(body, answer.status).isSignedOut;
}

function originOfPage(): string {
  return typeof window === "undefined" ? "" : window.location.origin;
}
