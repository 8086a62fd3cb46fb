"""One trader's accounts at tastytrade, read as they come: an unknown word or a missing field is nobody's error here."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from lib.gateways.tastytrade.accounts import ACCOUNTS, accounts_of
from lib.gateways.tastytrade.api import Api, ExpiredTokenError, Sent, of_account
from lib.gateways.tastytrade.failures import unavailable
from lib.gateways.tastytrade.listing import items_of, object_in, page_of
from lib.gateways.tastytrade.streamer_symbols import named_in, options_among
from lib.gateways.tastytrade.translate import text
from lib.ports.broker import AccountAtBroker, Broker, Days, Grant, Greeks, Page, Raw

TRANSACTIONS_PER_PAGE = 1_000
ORDERS_PER_PAGE = 200
SNAPSHOTS_PER_PAGE = 1_000
INSTRUMENTS_PER_CALL = 50
# Orders are the one part with versions that differ: this one wants a start date, which is always given.
ORDERS_VERSION = "20261012"
Params = Mapping[str, str | list[str]]


class Session(Protocol):
    """What keeps a grant's access token, and the stream that it opens."""

    async def token(self, *, fresh: bool = False) -> str:
        """Return an access token; raises AccessRevokedError, BrokerUnavailableError."""
        ...

    async def greeks(self, symbols: Mapping[str, str], seconds: float) -> Sequence[Greeks]:
        """Return Greeks by our symbols, which are given by the streamer's; raises BrokerUnavailableError."""
        ...


class TastytradeBroker:
    """Implements lib.ports.broker.Broker."""

    def __init__(self, api: Api, session: Session) -> None:
        """Read with the session's token."""
        self._api = api
        self._session = session

    async def accounts(self) -> Sequence[AccountAtBroker]:
        """Return the accounts, closed ones too."""
        return accounts_of(await self._get(ACCOUNTS))

    async def transactions(self, number: str, days: Days, offset: int) -> Page:
        """Return one page of the rows of these broker days, oldest first: rows that come in then shift no page."""
        params = span(days) | paging(offset, TRANSACTIONS_PER_PAGE) | {"sort": "Asc"}
        return page_of(await self._get(of_account(number, "transactions"), params), offset, TRANSACTIONS_PER_PAGE)

    async def orders(self, number: str, since: date, offset: int) -> Page:
        """Return one page of the orders since a day, oldest first."""
        params = {"start-date": since.isoformat(), "sort": "Asc"} | paging(offset, ORDERS_PER_PAGE)
        sent = await self._get(of_account(number, "orders"), params, version=ORDERS_VERSION)
        return page_of(sent, offset, ORDERS_PER_PAGE)

    async def positions(self, number: str) -> Sequence[Raw]:
        """Return what is held, with marks."""
        return items_of(await self._get(of_account(number, "positions"), {"include-marks": "true"}))

    async def balances(self, number: str) -> Raw:
        """Return cash, net liquidity and buying power, in USD."""
        return object_in(await self._get(of_account(number, "balances/USD")))

    async def snapshots(self, number: str, days: Days, offset: int) -> Page:
        """Return one page of the balances at the end of these days."""
        params = span(days) | paging(offset, SNAPSHOTS_PER_PAGE) | {"time-of-day": "EOD", "currency": "USD"}
        return page_of(await self._get(of_account(number, "balance-snapshots"), params), offset, SNAPSHOTS_PER_PAGE)

    async def greeks(self, positions: Sequence[Raw], seconds: float) -> Sequence[Greeks]:
        """Return the Greeks of the options among these positions that came within these seconds."""
        options = options_among(positions)
        symbols = dict(named_in(options))
        unnamed = sorted({text(one, "symbol") or "" for one in options} - {"", *symbols.values()})
        for start in range(0, len(unnamed), INSTRUMENTS_PER_CALL):
            asked = unnamed[start : start + INSTRUMENTS_PER_CALL]
            symbols |= named_in(items_of(await self._get("/instruments/future-options", {"symbol[]": asked})))
        return await self._session.greeks(symbols, seconds) if symbols else []

    async def _get(self, path: str, params: Params | None = None, *, version: str | None = None) -> Sent:
        """
        Ask, a second time with a fresh token when the first one is over.

        A token that is refused while it is fresh proves nothing against the grant: that is the sign-in's to say.
        """
        for fresh in (False, True):
            try:
                return await self._api.data(await self._session.token(fresh=fresh), path, params, version=version)
            except ExpiredTokenError:
                continue
        raise unavailable()


class TastytradeDoor:
    """Implements lib.ports.broker.OpenBroker, with the `tastytrade` package for the session."""

    def __init__(self, api: Api) -> None:
        """Open nothing yet."""
        self._api = api

    async def __call__(self, grant: Grant) -> Broker:
        """Open a session; raises AccessRevokedError, BrokerUnavailableError."""
        from lib.gateways.tastytrade.session import PackageSession

        session = PackageSession(self._api, grant)
        await session.token()
        return TastytradeBroker(self._api, session)


def span(days: Days) -> dict[str, str | list[str]]:
    """Ask for these broker days."""
    return {"start-date": days.first.isoformat(), "end-date": days.last.isoformat()}


def paging(offset: int, per_page: int) -> dict[str, str | list[str]]:
    """Ask for one page; the broker's offset counts pages."""
    return {"page-offset": str(offset), "per-page": str(per_page)}
