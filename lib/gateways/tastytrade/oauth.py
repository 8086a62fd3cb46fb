"""The broker's sign-in, for a user's own request: plain HTTP, so that a cold start loads no package for it."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lib.gateways.tastytrade.accounts import ACCOUNTS, accounts_of
from lib.gateways.tastytrade.api import Api, ExpiredTokenError, Sent, of_account
from lib.gateways.tastytrade.broker import TRANSACTIONS_PER_PAGE, paging, span
from lib.gateways.tastytrade.failures import revoked, senseless
from lib.gateways.tastytrade.listing import page_of
from lib.ports.broker import Access, AccountAtBroker, Days, Grant, Page
from lib.ports.secret import Secret

A_SESSION = 900  # seconds, where the broker does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Our own OAuth client, as the broker's partner."""

    id: str
    secret: Secret


class TastytradeGrants:
    """Implements lib.ports.broker.Grants."""

    def __init__(self, api: Api, client: Client | None, now: Callable[[], datetime]) -> None:
        """Redeem codes as `client`; without one there is no code to redeem."""
        self._api = api
        self._client = client
        self._now = now

    async def redeem(self, code: str, redirect_uri: str) -> Grant:
        """Turn a code into a grant; raises AccessRevokedError for one that is spent, BrokerUnavailableError."""
        if self._client is None:
            raise revoked()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "client_id": self._client.id,
            "client_secret": self._client.secret.reveal(),
            "redirect_uri": redirect_uri,
        }
        sent = await self._api.token(form)
        return Grant(client_secret=self._client.secret, refresh_token=Secret(required(sent, "refresh_token")))

    async def check(self, grant: Grant) -> Access:
        """Open a session; raises AccessRevokedError, BrokerUnavailableError."""
        form = {
            "grant_type": "refresh_token",
            "client_secret": grant.client_secret.reveal(),
            "refresh_token": grant.refresh_token.reveal(),
        }
        sent = await self._api.token(form)
        token = required(sent, "access_token")
        seconds = str(sent.get("expires_in", A_SESSION))
        lasts = timedelta(seconds=int(seconds) if seconds.isdecimal() else A_SESSION)
        return Access(
            token=Secret(token), expires_at=self._now().astimezone(UTC) + lasts, scopes=scopes_of(sent, token)
        )

    async def accounts(self, access: Access) -> Sequence[AccountAtBroker]:
        """Return the accounts; raises AccessRevokedError, BrokerUnavailableError, BrokerRefusedError."""
        try:
            return accounts_of(await self._api.data(access.token.reveal(), ACCOUNTS))
        except ExpiredTokenError:
            raise revoked() from None

    async def transactions(self, access: Access, number: str, days: Days) -> Page:
        """Return the first page of the rows of these days; raises as `accounts` does."""
        asked = span(days) | paging(0, TRANSACTIONS_PER_PAGE) | {"sort": "Asc"}
        try:
            sent = await self._api.data(access.token.reveal(), of_account(number, "transactions"), asked)
        except ExpiredTokenError:
            raise revoked() from None
        return page_of(sent, 0, TRANSACTIONS_PER_PAGE)


def required(sent: Sent, key: str) -> str:
    """Return a text that must be there; raises BrokerUnavailableError."""
    value = sent.get(key)
    if not isinstance(value, str) or not value:
        raise senseless()
    return value


def scopes_of(sent: Sent, token: str) -> frozenset[str] | None:
    """Return what a session may do: as the answer says, else as its token says, None where neither does."""
    said = sent.get("scope", claims_of(token).get("scope"))
    if isinstance(said, str):
        return frozenset(said.replace(",", " ").split())
    return frozenset(map(str, said)) if isinstance(said, list) else None


def claims_of(token: str) -> Mapping[str, object]:
    """Read a token's claims, which nobody vouches for here; none where it is not a JWT."""
    _, _, rest = token.partition(".")
    payload = rest.partition(".")[0]
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}
