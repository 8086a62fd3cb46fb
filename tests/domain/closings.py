"""Closings and open lots, short to write: what a test does not name has its everyday value."""

from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any

from lib.domain.books import Closing, OpenLot
from lib.domain.transactions import InstrumentType
from tests.domain.rows import at

NUMBERS = count(1)
MONEY = ("quantity", "gross", "value_open", "fees_open", "fees_close", "value", "fees", "multiplier")
CLOSED = Closing(
    id="",
    symbol="ABC",
    underlying="ABC",
    instrument_type=InstrumentType.EQUITY,
    opening_id="",
    closing_id="",
    is_short=False,
    quantity=Decimal(100),
    opened_at=at(3),
    closed_at=at(4),
    gross=Decimal(0),
    value_open=Decimal(0),
    fees_open=Decimal(0),
    fees_close=Decimal(0),
    reason="trade",
)
HELD = OpenLot(
    id="",
    symbol="ABC",
    underlying="ABC",
    instrument_type=InstrumentType.EQUITY,
    opening_id="",
    quantity=Decimal(100),
    value=Decimal(-1000),
    fees=Decimal(0),
    opened_at=at(3),
)


def closing(**given: object) -> Closing:
    """Return a closing; amounts may be given as text."""
    return replace(CLOSED, **cells("c", given))


def lot(**given: object) -> OpenLot:
    """Return an open lot; amounts may be given as text."""
    return replace(HELD, **cells("o", given))


def cells(letter: str, given: dict[str, object]) -> dict[str, Any]:
    """Read amounts, and name what has no id by a number."""
    read: dict[str, Any] = {"id": f"{letter}{next(NUMBERS):04d}"} | given
    return read | {name: Decimal(read[name]) for name in MONEY if name in read}
