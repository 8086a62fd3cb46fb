"""Whether Supabase answers."""

import httpx

from lib.ports.failures import UnavailableError


class SupabaseProbe:
    """Asks Auth and the database for a sign of life, with the publishable key."""

    def __init__(self, http: httpx.AsyncClient, url: str, key: str) -> None:
        """Ask the project at `url`."""
        self._http = http
        self._url = url
        self._headers = {"apikey": key}

    async def auth(self) -> None:
        """Raise UnavailableError when Auth does not answer."""
        await self._ask("/auth/v1/health")

    async def database(self) -> None:
        """Raise UnavailableError when the database does not answer; that it refuses a stranger is an answer."""
        await self._ask("/rest/v1/profiles?select=user_id&limit=1")

    async def _ask(self, path: str) -> None:
        try:
            answer = await self._http.get(self._url + path, headers=self._headers, timeout=3)
        except httpx.TransportError as failure:
            raise UnavailableError("Supabase does not answer.") from failure
        if answer.is_server_error:
            raise UnavailableError("Supabase does not answer.")
