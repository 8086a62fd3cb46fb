"""One call of tastytrade's API: the headers it insists on, and what its answers mean."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from lib.gateways.tastytrade.failures import refusal, refusal_of_grant, senseless, unavailable

PATIENCE = httpx.Timeout(30, connect=5)  # a page of a thousand rows takes a while
PRODUCT = "tastytrade-tracker"
Sent = Mapping[str, Any]


class ExpiredTokenError(Exception):
    """The session is over; a fresh one may go on."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the API answers, and how we introduce ourselves: without a product and version it answers 401."""

    url: str
    version: str

    @property
    def user_agent(self) -> str:
        """Product and version."""
        return f"{PRODUCT}/{self.version}"


class Api:
    """The API of one site, through the process's one HTTP client."""

    def __init__(self, http: httpx.AsyncClient, site: Site) -> None:
        """Call nothing yet."""
        self._http = http
        self.site = site

    async def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str | list[str]] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        """Send a request and return whatever comes; raises BrokerUnavailableError when nothing does."""
        given = {"Accept": "application/json", "User-Agent": self.site.user_agent, **(headers or {})}
        try:
            return await self._http.request(
                method, self.site.url + path, headers=given, params=params, content=content, timeout=PATIENCE
            )
        except httpx.HTTPError:
            raise unavailable() from None

    async def data(
        self,
        token: str,
        path: str,
        params: Mapping[str, str | list[str]] | None = None,
        *,
        version: str | None = None,
    ) -> Sent:
        """
        Return what one address answers, fractions as text.

        Raises ExpiredTokenError, BrokerRefusedError, BrokerUnavailableError.
        """
        headers = {"Authorization": f"Bearer {token}"} | ({"Accept-Version": version} if version else {})
        answer = await self.send("GET", path, headers=headers, params=params)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            raise ExpiredTokenError
        if not answer.is_success:
            raise refusal(answer.status_code, answer.headers, answer.text)
        return object_of(answer)

    async def token(self, form: Mapping[str, str]) -> Sent:
        """Return what /oauth/token answers; raises AccessRevokedError, BrokerUnavailableError."""
        headers = {"Content-Type": "application/json"}
        answer = await self.send("POST", "/oauth/token", headers=headers, content=json.dumps(dict(form)).encode())
        if not answer.is_success:
            raise refusal_of_grant(answer.status_code, answer.headers, answer.text)
        return object_of(answer)


def object_of(answer: httpx.Response) -> Sent:
    """Read a JSON object without a float in it; raises BrokerUnavailableError for anything else."""
    try:
        sent = json.loads(answer.content, parse_float=str, parse_constant=str)
    except ValueError:
        raise senseless() from None
    if not isinstance(sent, dict):
        raise senseless()
    return sent


def of_account(number: str, what: str) -> str:
    """Return an address below an account."""
    return f"/accounts/{quote(number, safe='')}/{what}"
