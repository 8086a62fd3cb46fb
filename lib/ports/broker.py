"""The broker's API: a grant opens it for fifteen minutes at a time, and it answers in its own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from lib.domain.transactions import Transaction
from lib.ports.failures import PortError, UnavailableError
from lib.ports.secret import Secret

Raw = Mapping[str, Any]
"""One object as the broker sent it, numbers with a fraction as text or Decimal, never as float."""

READ_ONLY = frozenset({"read", "openid"})


class AccessRevokedError(PortError):
    """The broker says that the grant does not count; one refusal alone proves little (HTTP 409)."""

    code = "access_revoked"


class BrokerUnavailableError(UnavailableError):
    """The broker did not answer, or not now; `retry_after` is in whole seconds where it said so (HTTP 503)."""

    code = "broker_unavailable"

    def __init__(self, message: str, *, retry_after: int | None = None, code: str | None = None) -> None:
        """Keep the sentence and the pause the broker asked for."""
        super().__init__(message, code=code)
        self.retry_after = retry_after


class BrokerRefusedError(PortError):
    """The broker will never take this: an account closed to us, a request it does not know (HTTP 502)."""

    code = "broker_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What opens a trader's accounts for reading: the client's secret and the refresh token, which never expires."""

    client_secret: Secret
    refresh_token: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A session of fifteen minutes; `scopes` are None where the broker did not tell them."""

    token: Secret
    expires_at: datetime
    scopes: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAtBroker:
    """An account that a grant opens, in the broker's words: number, nickname, kind, since when, whether closed."""

    number: str
    nickname: str
    type_name: str
    opened_on: date
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list: `total` items are in the whole of it, `is_last` says that no page follows."""

    items: Sequence[Raw]
    total: int
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """
    A row in our terms, under the broker's own id as both ids, and the broker day that it counts for.

    `digest` is the same for rows that the broker sent in the same words only.
    """

    transaction: Transaction
    broker_id: str
    day: date
    digest: str


class ReadsRows(Protocol):
    """How a row of the broker's becomes one of ours."""

    def __call__(self, raw: Raw) -> ReadRow:
        """Read one; what is no transaction in our terms comes back as one of an unknown instrument, never an error."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Broker days, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeks:
    """An option's sensitivities as the broker streams them, as text; `at` is when they were taken."""

    symbol: str
    values: Mapping[str, str] = field(default_factory=dict)
    at: datetime


class Broker(Protocol):
    """
    One trader's accounts at the broker, to read.

    Every method raises AccessRevokedError, BrokerUnavailableError, BrokerRefusedError.
    """

    async def accounts(self) -> Sequence[AccountAtBroker]:
        """Return the accounts, closed ones too."""
        ...

    async def transactions(self, number: str, days: Days, offset: int) -> Page:
        """Return one page (counted from 0) of the rows of these broker days, oldest first."""
        ...

    async def orders(self, number: str, since: date, offset: int) -> Page:
        """Return one page of the orders since a day, oldest first."""
        ...

    async def positions(self, number: str) -> Sequence[Raw]:
        """Return what is held, with marks."""
        ...

    async def balances(self, number: str) -> Raw:
        """Return cash, net liquidity and buying power, in USD."""
        ...

    async def snapshots(self, number: str, days: Days, offset: int) -> Page:
        """Return one page of the balances at the end of these days; some lack most fields."""
        ...

    async def greeks(self, positions: Sequence[Raw], seconds: float) -> Sequence[Greeks]:
        """
        Return the Greeks of the options among these positions that came within these seconds.

        Those that did not come are absent.
        """
        ...


class OpenBroker(Protocol):
    """How a grant becomes a session."""

    async def __call__(self, grant: Grant) -> Broker:
        """Open a session; raises AccessRevokedError, BrokerUnavailableError."""
        ...


class Grants(Protocol):
    """What a user's own request may ask of the broker's sign-in."""

    async def redeem(self, code: str, redirect_uri: str) -> Grant:
        """Turn the code of our own (partner) client into a grant; raises AccessRevokedError for one that is spent."""
        ...

    async def check(self, grant: Grant) -> Access:
        """Open a session to see that the grant counts, and what it may do; raises AccessRevokedError."""
        ...

    async def accounts(self, access: Access) -> Sequence[AccountAtBroker]:
        """Return the accounts that the session opens; raises AccessRevokedError, BrokerUnavailableError."""
        ...

    async def transactions(self, access: Access, number: str, days: Days) -> Page:
        """Return the first page of the rows of these broker days, oldest first; raises as `accounts` does."""
        ...
