const LOCK = "renew-session";
const RENEWED_AT = "session-renewed-at";
const REFRESH = "/api/auth/refresh-token";

/**
 * Renew the session once for all tabs; whether there is a session afterwards.
 *
 * Every tab waits for the same lock. Whoever gets it second finds that the session was renewed after its own request
 * had left, and has nothing to do: a refresh token that is sent twice would end the session. Rejects when the server
 * cannot say, because being offline is not being signed out.
 */
export async function renewSession(requestLeftAt: number): Promise<boolean> {
  return navigator.locks.request(LOCK, async () => {
    if (Number(localStorage.getItem(RENEWED_AT) ?? 0) > requestLeftAt) return true;
    const answer = await fetch(REFRESH, { method: "POST" });
    if (answer.ok) localStorage.setItem(RENEWED_AT, String(Date.now()));
    if (answer.status >= 500 || answer.status === 429)
      throw new Error(`The session could not be renewed: ${answer.status}`);
    return answer.ok;
  });
}
