"""A simulator with two customers, and a client of one of them; small enough to know every row by heart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx

from dev.standins.tastytrade.app import make_app
from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.people import Grant
from dev.standins.tastytrade.still_market import StillMarket
from dev.standins.tastytrade.wire import Greeks

NOW = datetime(2026, 3, 5, 18, 0, tzinfo=UTC)  # a Thursday, 13:00 in New York
PROGRAM = {"User-Agent": "tests/1.0"}
MARGIN, IRA, STRANGERS = "5WX00001", "5WX00002", "5WX00003"
CALL, PUT, FUTURE, FUTURE_CALL = "AAPL  260320C00200000", "SPY   260306P00580000", "/MESH6", "./ESH6 EW3H6 260320C6000"

HISTORY = Path(__file__).with_name("history.csv")  # its last row is of the day after NOW
DEPOSIT = "".join(HISTORY.read_text().splitlines(keepends=True)[:2])
CASH = Decimal("31245.14")  # 50000 - 19000.08 + 298.86 - 1.22 + 50 - 302.28 + 199.86
PRICES = {
    "AAPL": "195",
    CALL: "2.50",
    FUTURE: "6020",
    PUT: "1.75",
    "SPY": "585",
    "T": "27",
    FUTURE_CALL: "12.50",
    "BTC/USD": "90000",
}
GREEKS = Greeks(
    price=Decimal("2.50"),
    volatility=Decimal("0.25"),
    delta=Decimal("0.31"),
    gamma=Decimal("0.02"),
    theta=Decimal("-0.11"),
    vega=Decimal("0.15"),
    rho=Decimal("0.02"),
)


def make_broker() -> Broker:
    """Return a broker whose clock stands still at NOW."""
    market = StillMarket({symbol: Decimal(price) for symbol, price in PRICES.items()}, {CALL: GREEKS})
    broker = Broker(market)
    broker.clock.freeze(NOW)
    broker.people.add_customer(
        "Ada", "Quiet", [account_from_csv(HISTORY, MARGIN), account_from_csv(DEPOSIT, IRA, margin_or_cash="Cash")]
    )
    broker.people.add_customer("Ben", "Stranger", [account_from_csv(DEPOSIT, STRANGERS)])
    return broker


@dataclass
class Simulator:
    """The broker, the grant of its first customer to a program of their own, and that program's connection."""

    broker: Broker
    grant: Grant
    client: httpx.AsyncClient

    async def refresh(self, **changes: str) -> httpx.Response:
        """Ask for an access token."""
        return await self.client.post("/oauth/token", json=self.refreshing | changes)

    @property
    def refreshing(self) -> dict[str, str]:
        """The body that asks for an access token."""
        secret, token = self.grant.client.secret, self.grant.refresh_token
        return {"grant_type": "refresh_token", "client_secret": secret, "refresh_token": token}

    async def get(self, path: str, *query: tuple[str, Any], **headers: str) -> httpx.Response:
        """Ask for something, signed in unless a header says otherwise."""
        bearer = {"Authorization": f"Bearer {self.broker.people.issue_access(self.grant)}"}
        return await self.client.get(path, params=list(query) or None, headers=bearer | headers)

    async def items(self, path: str, *query: tuple[str, Any]) -> list[dict[str, Any]]:
        """Return the items of a list."""
        answer = await self.get(path, *query)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["data"]["items"]
        return items

    async def data(self, path: str, *query: tuple[str, Any]) -> dict[str, Any]:
        """Return one object."""
        answer = await self.get(path, *query)
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = answer.json()["data"]
        return data


@asynccontextmanager
async def simulating() -> AsyncIterator[Simulator]:
    """Run a simulator in this very process."""
    broker = make_broker()
    grant = broker.people.personal_grant(next(iter(broker.people.customers.values())), ("read",))
    transport = httpx.ASGITransport(make_app(broker))
    async with httpx.AsyncClient(transport=transport, base_url="http://broker", headers=PROGRAM) as client:
        yield Simulator(broker, grant, client)
