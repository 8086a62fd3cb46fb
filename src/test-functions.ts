import { vi } from "vitest";

type Answer = () => Response | Promise<Response>;

/** What a function answers with, as JSON. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

/** An error in the one shape all functions use. */
export function refusal(status: number, code: string, message: string, more: object = {}): Response {
  return json({ error: { code, message, request_id: "test", ...more } }, status);
}

/**
 * Answer requests in place of the functions: "GET /api/me" or "/api/me" for any method; of several answers each is
 * given once and the last one from then on. Returns the requests, as "METHOD path", in the order they came.
 */
export function functionsAnswering(answers: Record<string, Answer | Answer[]>): {
  sent: string[];
  requests: Request[];
} {
  const sent: string[] = [];
  const requests: Request[] = [];
  const left = new Map(Object.entries(answers).map(([route, given]) => [route, [given].flat()]));
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input instanceof Request ? input : new URL(String(input), location.origin), init);
    const { pathname, search } = new URL(request.url);
    const route = `${request.method} ${pathname}`;
    sent.push(`${route}${search}`);
    requests.push(request.clone());
    const queue = left.get(route) ?? left.get(pathname);
    const answer = queue && queue.length > 1 ? queue.shift() : queue?.[0];
    return answer ? answer() : refusal(404, "not_found", `Nothing answers ${route}.`);
  });
  return { sent, requests };
}
