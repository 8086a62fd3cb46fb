"""A broker that tells rows from a list which may change between any two calls."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from lib.ports.broker import AccountAtBroker, BrokerRefusedError, Days, Grant, Greeks, Page, Raw

Row = dict[str, Any]
NUMBER = "5WT00001"
Change = Callable[["ListedBroker"], None]


def raw(number: int, day: date, *, symbol: str = "AAPL", price: str = "1.00", **changes: object) -> Row:
    """One bought share as the API writes it; rows of one day differ by their number only."""
    row: Row = {
        "id": number,
        "account-number": NUMBER,
        "transaction-date": day.isoformat(),
        "executed-at": f"{day.isoformat()}T15:{number % 60:02}:00.000+00:00",
        "transaction-type": "Trade",
        "transaction-sub-type": "Buy to Open",
        "description": f"Bought 1 {symbol} @ {price}",
        "symbol": symbol,
        "instrument-type": "Equity",
        "underlying-symbol": symbol,
        "action": "Buy to Open",
        "quantity": "1.0",
        "price": price,
        "value": price,
        "value-effect": "Debit",
        "regulatory-fees": "0.001",
        "regulatory-fees-effect": "Debit",
        "net-value": str(float(price) + 0.001),
        "net-value-effect": "Debit",
        "order-id": 1000 + number,
    }
    return row | {key.replace("_", "-"): value for key, value in changes.items()}


def yearly(years: Iterable[int], each: int = 3) -> list[Row]:
    """Rows of several years, `each` a year, a month apart."""
    days = [date(year, 1, 15) + timedelta(days=30 * place) for year in years for place in range(each)]
    return [raw(number, day) for number, day in enumerate(days, start=1)]


@dataclass
class ListedBroker:
    """
    Implements lib.ports.broker.Broker and OpenBroker.

    `changes` happen before the call of that number (from 0); `failures` are raised by it instead of an answer; what is
    `refused` is never told.
    """

    rows: list[Row] = field(default_factory=list)
    per_page: int = 1_000
    changes: dict[int, Change] = field(default_factory=dict)
    failures: dict[int, Exception] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    order: Callable[[Row], Any] = lambda row: (row["transaction-date"], row["executed-at"], row["id"])
    calls: list[str] = field(default_factory=list)
    held: list[Row] = field(default_factory=list)
    orders_listed: list[Row] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)

    async def __call__(self, grant: Grant) -> "ListedBroker":
        await self._answering("session")
        self.grants.append(grant)
        return self

    async def accounts(self) -> Sequence[AccountAtBroker]:
        return []

    async def transactions(self, number: str, days: Days, offset: int) -> Page:
        await self._answering(f"transactions {days.first} {days.last} {offset}", number)
        first, last = days.first.isoformat(), days.last.isoformat()
        return self._page([row for row in self.rows if first <= row["transaction-date"] <= last], offset)

    async def orders(self, number: str, since: date, offset: int) -> Page:
        await self._answering(f"orders {since} {offset}", number)
        return self._page(self.orders_listed, offset, key=lambda row: row["id"])

    async def positions(self, number: str) -> Sequence[Raw]:
        await self._answering("positions", number)
        return self.held

    async def balances(self, number: str) -> Raw:
        await self._answering("balances", number)
        return {"cash-balance": "1.00"}

    async def snapshots(self, number: str, days: Days, offset: int) -> Page:
        await self._answering(f"snapshots {days.first} {days.last} {offset}", number)
        return self._page([], offset)

    async def greeks(self, positions: Sequence[Raw], seconds: float) -> Sequence[Greeks]:
        await self._answering("greeks")
        assert (list(positions), seconds) == (self.held, 4.0)
        return []

    def of_rows(self) -> list[str]:
        """Return the calls that read rows."""
        return [call.removeprefix("transactions ") for call in self.calls if call.startswith("transactions")]

    async def _answering(self, call: str, number: str = NUMBER) -> None:
        await asyncio.sleep(0)  # others may go on here
        assert number == NUMBER
        place = len(self.calls)
        self.calls.append(call)
        if change := self.changes.get(place):
            change(self)
        if failure := self.failures.get(place):
            raise failure
        if call.split(maxsplit=1)[0] in self.refused:
            raise BrokerRefusedError("No.")

    def _page(self, rows: list[Row], offset: int, key: Callable[[Row], Any] | None = None) -> Page:
        listed = sorted(rows, key=key or self.order)
        items = listed[offset * self.per_page : (offset + 1) * self.per_page]
        pages = -(-len(listed) // self.per_page)
        return Page(items=items, total=len(listed), is_last=offset + 1 >= pages)
