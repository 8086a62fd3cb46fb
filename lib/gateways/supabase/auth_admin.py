"""All users, with the key that may do anything to them; reached only through lib.wiring.as_service."""

import httpx

from lib.gateways.supabase.auth_refusals import refusal, unreachable


class SupabaseUsers:
    """The administration of users."""

    def __init__(self, http: httpx.AsyncClient, url: str, secret_key: str) -> None:
        """Speak to the project at `url` with its secret key."""
        self._http = http
        self._base = f"{url.rstrip('/')}/auth/v1/admin"
        self._headers = {"apikey": secret_key, "Authorization": f"Bearer {secret_key}"}

    async def delete(self, user_id: str) -> None:
        """Delete the user; every row of theirs goes with it by the foreign keys. One who is gone already is fine."""
        try:
            answer = await self._http.delete(f"{self._base}/users/{user_id}", headers=self._headers)
        except httpx.TransportError as failure:
            raise unreachable() from failure
        if answer.is_error and answer.status_code != httpx.codes.NOT_FOUND:
            raise refusal(answer)

    async def address(self, user_id: str) -> str | None:
        """Return the user's mail address, None for one who is gone."""
        try:
            answer = await self._http.get(f"{self._base}/users/{user_id}", headers=self._headers)
        except httpx.TransportError as failure:
            raise unreachable() from failure
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if answer.is_error:
            raise refusal(answer)
        return str(answer.json()["email"])
