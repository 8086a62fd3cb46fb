"""Rows of a history, short to write: what a test does not name has its everyday value."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from operator import attrgetter
from typing import Any

from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction

NUMBERS = count(1)
TEN_O_CLOCK = datetime(2025, 3, 3, 15, 0, tzinfo=UTC)
PLAIN = Transaction(
    id="",
    executed_at=TEN_O_CLOCK,
    type="Trade",
    sub_type=None,
    action=None,
    symbol="ABC",
    underlying="ABC",
    instrument_type=InstrumentType.EQUITY,
    description="",
    quantity=Decimal(0),
    price=None,
    value=Decimal(0),
    commission=Decimal(0),
    fees=Decimal(0),
    net_value=Decimal(0),
)
MONEY = ("quantity", "price", "value", "commission", "fees", "multiplier", "strike", "net_value")


def at(day: int, hour: int = 15, minute: int = 0, second: int = 0) -> datetime:
    """Return a moment of March 2025, UTC."""
    return datetime(2025, 3, day, hour, minute, second, tzinfo=UTC)


def told(items: Iterable[object], *names: str) -> list[object]:
    """Return what each item says under one name, or under several together."""
    return [attrgetter(*names)(item) for item in items]


def row(**given: object) -> Transaction:
    """Return a row; amounts may be given as text, and the net value is the sum of cash and fees unless it is given."""
    cells: dict[str, Any] = {"id": f"r{next(NUMBERS):04d}"} | given
    cells |= {name: Decimal(cells[name]) for name in MONEY if cells.get(name) is not None}
    made = replace(PLAIN, **cells)
    return made if "net_value" in cells else replace(made, net_value=made.value + made.commission + made.fees)


def trade(direction: Action, quantity: str, value: str, **given: object) -> Transaction:
    """Return a fill."""
    return row(**({"action": direction, "sub_type": direction.value, "quantity": quantity, "value": value} | given))


def buy(quantity: str, value: str, **given: object) -> Transaction:
    """Return a purchase that opens; its value is negative."""
    return trade(Action.BUY_TO_OPEN, quantity, value, **given)


def sell(quantity: str, value: str, **given: object) -> Transaction:
    """Return a sale that closes."""
    return trade(Action.SELL_TO_CLOSE, quantity, value, **given)


def short(quantity: str, value: str, **given: object) -> Transaction:
    """Return a sale that opens."""
    return trade(Action.SELL_TO_OPEN, quantity, value, **given)


def cover(quantity: str, value: str, **given: object) -> Transaction:
    """Return a purchase that closes; its value is negative."""
    return trade(Action.BUY_TO_CLOSE, quantity, value, **given)


def put(strike: int = 50, root: str = "ABC", expires_on: date = date(2025, 3, 21)) -> dict[str, Any]:
    """Return what names a put option."""
    return option(OptionRight.PUT, strike, root, expires_on)


def call(strike: int = 50, root: str = "ABC", expires_on: date = date(2025, 3, 21)) -> dict[str, Any]:
    """Return what names a call option."""
    return option(OptionRight.CALL, strike, root, expires_on)


def option(right: OptionRight, strike: int, root: str, expires_on: date) -> dict[str, Any]:
    """Return what names an option; the underlying is the root without a digit."""
    return {
        "symbol": f"{root:<6}{expires_on:%y%m%d}{right}{strike * 1000:08d}",
        "underlying": root.rstrip("0123456789"),
        "instrument_type": InstrumentType.EQUITY_OPTION,
        "strike": str(strike),
        "right": right,
        "expires_on": expires_on,
        "multiplier": "100",
    }


def removal(sub_type: str, quantity: str, **given: object) -> Transaction:
    """Return a row that takes an option away: an expiration, an assignment, an exercise."""
    return row(**({"type": "Receive Deliver", "sub_type": sub_type, "quantity": quantity} | given))


def cash(sub_type: str | None, value: str, description: str = "", **given: object) -> Transaction:
    """Return a row that only moves cash."""
    nothing = {"symbol": None, "underlying": None, "instrument_type": None}
    named = {"type": "Money Movement", "sub_type": sub_type, "value": value, "description": description}
    return row(**(nothing | named | given))


def future(direction: Action, quantity: str, price: str | None, value: str = "0", **given: object) -> Transaction:
    """Return a bare fill of a future, worth 50 a point; `value` is what it settled."""
    named = {"symbol": "/ESH5", "underlying": "/ES", "instrument_type": InstrumentType.FUTURE, "multiplier": "50"}
    cells = {"action": direction, "sub_type": direction.value, "quantity": quantity, "value": value, "price": price}
    return row(**(cells | named | given))


def mark(value: str, price: str = "5000", **given: object) -> Transaction:
    """Return a future's daily settlement."""
    named = {"symbol": "/ESH5", "underlying": "/ES", "instrument_type": InstrumentType.FUTURE}
    words = {"description": f"/ESH5 mark to market at {price} Final settlement price", "sub_type": "Mark to Market"}
    return row(**(named | words | {"type": "Money Movement", "value": value} | given))


def delivered(direction: Action, quantity: str, price: str, **given: object) -> Transaction:
    """Return shares that come or go at the strike."""
    value = Decimal(quantity) * Decimal(price) * (-1 if direction.is_buy else 1)
    cells = {"action": direction, "sub_type": direction.value, "quantity": quantity, "value": str(value)}
    return row(**(cells | {"type": "Receive Deliver", "price": price} | given))
