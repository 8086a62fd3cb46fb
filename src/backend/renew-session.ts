const LOCK = "renew-session";
const REFRESH = "/api/auth/refresh-token";
// A cookie, because another tab may read local storage late: only cookies are the same for all tabs at once.
const RENEWED_AT = "session-renewed-at";
const KEPT_FOR = 3600; // seconds

/**
 * Renew the session once for all tabs; whether there is a session afterwards.
 *
 * Every tab waits for the same lock. Whoever gets it second finds that the session was renewed after its own request
 * had left, and has nothing to do. Rejects when the server cannot say, because being offline is not being signed out.
 */
export async function renewSession(requestLeftAt: number): Promise<boolean> {
  return navigator.locks.request(LOCK, async () => {
    if (lastRenewal() > requestLeftAt) return true;
    const answer = await fetch(REFRESH, { method: "POST" });
    if (answer.status >= 500 || answer.status === 429) {
      throw new Error(`The session could not be renewed: ${answer.status}`);
    }
    if (answer.ok) document.cookie = `${RENEWED_AT}=${Date.now()}; path=/; max-age=${KEPT_FOR}; samesite=lax`;
    return answer.ok;
  });
}

/** When any tab renewed the session last, in milliseconds; 0 when none did. */
function lastRenewal(): number {
  const found = new RegExp(`(?:^|; )${RENEWED_AT}=(\\d+)`).exec(document.cookie);
  return Number(found?.[1] ?? 0);
}
