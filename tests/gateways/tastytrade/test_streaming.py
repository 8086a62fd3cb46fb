"""Greeks from the simulated broker's streamer, by the broker's own package."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import httpx
import pytest

from dev.stack.serving import Server
from dev.standins.tastytrade import wire
from dev.standins.tastytrade.app import make_app
from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.still_market import StillMarket
from lib.gateways.tastytrade.api import Api, Site
from lib.gateways.tastytrade.session import PackageSession
from lib.ports.broker import BrokerUnavailableError, Grant
from lib.ports.secret import Secret

CALL = "SPY   270115C00600000"
SILENT = "SPY   270115C00601000"
NAMES = {".SPY270115C600": CALL, ".SPY270115C601": SILENT}
TOLD = wire.Greeks(
    price=Decimal("12.5"),
    volatility=Decimal("0.18"),
    delta=Decimal("0.42"),
    gamma=Decimal("0.01"),
    theta=Decimal("-0.05"),
    vega=Decimal("0.9"),
    rho=Decimal("0.3"),
)


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Broker, str]]:
    broker = Broker(StillMarket({CALL: Decimal("12.5")}, {CALL: TOLD}))
    server = Server().serve(make_app(broker))
    yield broker, server.url
    server.stop()


def session(broker: Broker, url: str, http: httpx.AsyncClient) -> PackageSession:
    grant = broker.people.personal_grant(broker.people.add_customer("Greta", uuid4().hex))
    mine = Grant(client_secret=Secret(grant.client.secret), refresh_token=Secret(grant.refresh_token))
    return PackageSession(Api(http, Site(url, "1")), mine)


class TestGreeks:
    async def test_come_under_our_symbols_as_text_and_silent_options_are_left_out(
        self, served: tuple[Broker, str]
    ) -> None:
        async with httpx.AsyncClient() as http:
            [greeks] = await session(*served, http).greeks(NAMES, 1.5)

        assert (greeks.symbol, greeks.values["delta"], greeks.values["theta"]) == (CALL, "0.42", "-0.05")
        assert set(greeks.values) == {"price", "volatility", "delta", "gamma", "theta", "rho", "vega"}
        assert abs(greeks.at - datetime.now(UTC)) < timedelta(days=1)

    async def test_are_done_as_soon_as_all_have_come(self, served: tuple[Broker, str]) -> None:
        async with httpx.AsyncClient() as http:
            mine = session(*served, http)
            started = datetime.now(UTC)
            assert len(await mine.greeks({".SPY270115C600": CALL}, 30)) == 1
            assert datetime.now(UTC) - started < timedelta(seconds=20)

    async def test_of_a_streamer_that_is_away_are_refused(self, served: tuple[Broker, str]) -> None:
        broker, url = served
        async with httpx.AsyncClient() as http:
            mine = session(broker, url, http)
            await mine.token()
            broker.faults.add("server_error", "/api-quote-tokens")
            with pytest.raises(BrokerUnavailableError):
                await mine.greeks(NAMES, 1)
