"""A session with the broker, by the `tastytrade` package: access tokens and the stream of Greeks."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import anyio
import httpx2
from httpx2.websockets import HTTPXWSException

from lib.gateways.tastytrade.api import Api
from lib.gateways.tastytrade.failures import refusal_of_grant, senseless, unavailable
from lib.gateways.tastytrade.package import DXLinkStreamer, Session, TastytradeError
from lib.gateways.tastytrade.package import Greeks as GreeksEvent
from lib.gateways.tastytrade.transport import OurTransport
from lib.ports.broker import BrokerUnavailableError, Grant, Greeks

SYMBOLS_PER_MESSAGE = 100  # the streamer hangs up on a message that is too long
TO_CONNECT = 10  # seconds
VALUES = ("price", "volatility", "delta", "gamma", "theta", "rho", "vega")
BROKEN = (TastytradeError, httpx2.HTTPError, HTTPXWSException, BrokerUnavailableError, OSError, TimeoutError, KeyError)


class PackageSession:
    """One grant's session; a token that is about to expire is renewed when it is asked for."""

    def __init__(self, api: Api, grant: Grant) -> None:
        """Ask for nothing yet."""
        self._transport = OurTransport(api)
        self._session = Session(grant.client_secret.reveal(), grant.refresh_token.reveal(), transport=self._transport)

    async def token(self, *, fresh: bool = False) -> str:
        """Return an access token; raises AccessRevokedError, BrokerUnavailableError."""
        try:
            await self._session.refresh(force=fresh)
        except TastytradeError:
            last = self._transport.last
            raise (refusal_of_grant(last.status_code, last.headers, last.text) if last else unavailable()) from None
        except (KeyError, ValueError):
            raise senseless() from None
        return self._session.session_token

    async def greeks(self, symbols: Mapping[str, str], seconds: float) -> Sequence[Greeks]:
        """
        Return what the streamer says within `seconds` of being connected; `symbols` are ours by the streamer's.

        Raises BrokerUnavailableError when there is no talking to it.
        """
        came: dict[str, Greeks] = {}
        broken = False
        try:
            async with asyncio.timeout(TO_CONNECT + seconds), DXLinkStreamer(self._session) as streamer:
                await subscribe(streamer, list(symbols))
                with anyio.move_on_after(seconds):
                    while len(came) < len(symbols):
                        event = await streamer.get_event(GreeksEvent)
                        if symbol := symbols.get(event.event_symbol):
                            came[symbol] = greeks_of(symbol, event)
        except* BROKEN:
            broken = True
        if broken and not came:
            raise unavailable()
        return list(came.values())


async def subscribe(streamer: DXLinkStreamer, symbols: Sequence[str]) -> None:
    """Ask for the Greeks of these options."""
    for start in range(0, len(symbols), SYMBOLS_PER_MESSAGE):
        await streamer.subscribe(GreeksEvent, symbols[start : start + SYMBOLS_PER_MESSAGE])


def greeks_of(symbol: str, event: GreeksEvent) -> Greeks:
    """Put an event in our terms."""
    values = {name: str(getattr(event, name)) for name in VALUES if getattr(event, name) is not None}
    return Greeks(symbol=symbol, values=values, at=datetime.fromtimestamp(event.time / 1000, UTC))
