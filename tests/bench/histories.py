"""A long history of mixed instruments, always the same: what a busy trader does, over and over."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count, islice
from typing import Any

from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction

START = datetime(2015, 1, 5, 15, 0, tzinfo=UTC)
BUY, SELL = Action.BUY_TO_OPEN, Action.SELL_TO_OPEN
COVER, CLOSE = Action.BUY_TO_CLOSE, Action.SELL_TO_CLOSE
Rows = Iterator[Transaction]
Cells = dict[str, Any]


class Clock:
    """Numbers rows and moves time on."""

    def __init__(self) -> None:
        self.rows = count(1)
        self.at = START

    def row(self, type_: str, sub_type: str, cells: Cells) -> Transaction:
        """Return the next row at the present moment; its net value follows from the rest."""
        number = next(self.rows)
        plain = Transaction(
            id=f"{number:08d}", executed_at=self.at, type=type_, sub_type=sub_type, action=None, symbol=None,
            underlying=None, instrument_type=None, description="", quantity=Decimal(0), price=None, value=Decimal(0),
            commission=Decimal(0), fees=Decimal(0), net_value=Decimal(0), sequence=number,
        )  # fmt: skip
        made = replace(plain, **cells)
        return replace(made, net_value=made.value + made.commission + made.fees)

    def fill(self, action: Action, instrument: Cells, quantity: int | str, price: str) -> Transaction:
        """Return a fill at a price; opening costs a dollar per contract."""
        amount = Decimal(quantity) * Decimal(price) * Decimal(str(instrument["multiplier"]))
        return self.row(
            "Trade",
            action.value,
            instrument
            | {"action": action, "quantity": Decimal(quantity), "price": Decimal(price), "fees": Decimal("-0.14")}
            | {"value": -amount if action.is_buy else amount, "commission": Decimal(-1 if action.opens else 0)},
        )

    def goes_on(self, **time: int) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


def name(number: int) -> str:
    """Return one of forty underlyings."""
    return f"U{chr(65 + number % 40 % 26)}{chr(65 + number % 40 // 26)}"


def option(number: int, right: OptionRight, strike: int, at: datetime) -> Cells:
    """Return an option that expires a month later."""
    expires_on = (at + timedelta(days=30)).date()
    return {
        "symbol": f"{name(number):<6}{expires_on:%y%m%d}{right.value}{strike * 1000:08d}",
        "underlying": name(number), "instrument_type": InstrumentType.EQUITY_OPTION, "strike": Decimal(strike),
        "right": right, "expires_on": expires_on, "multiplier": Decimal(100),
    }  # fmt: skip


def shares(number: int) -> Cells:
    """Return the stock of an underlying."""
    return {
        "symbol": name(number), "underlying": name(number), "instrument_type": InstrumentType.EQUITY,
        "multiplier": Decimal(1),
    }  # fmt: skip


def spread(clock: Clock, number: int) -> Rows:
    """Sell a put spread in one order and buy it back in another."""
    upper, lower = (option(number, OptionRight.PUT, 50 + number % 40 - below, clock.at) for below in (0, 5))
    yield replace(clock.fill(SELL, upper, 2, "3.00"), order_id=f"{number}")
    yield replace(clock.fill(BUY, lower, 2, "1.00"), order_id=f"{number}")
    clock.goes_on(minutes=7)
    yield replace(clock.fill(COVER, upper, 2, f"{number % 5}.20"), order_id=f"{number}c")
    yield replace(clock.fill(CLOSE, lower, 2, f"{number % 3}.10"), order_id=f"{number}c")


def put_in_parts(clock: Clock, number: int) -> Rows:
    """Sell puts, buy back half of them, let the rest expire."""
    sold = option(number, OptionRight.PUT, 40 + number % 50, clock.at)
    yield clock.fill(SELL, sold, 4, "1.25")
    clock.goes_on(minutes=3)
    yield clock.fill(COVER, sold, 2, f"0.{number % 90 + 10}")
    clock.goes_on(minutes=3)
    yield clock.row("Receive Deliver", "Expiration", sold | {"quantity": Decimal(2)})


def stock(clock: Clock, number: int) -> Rows:
    """Buy shares and sell them in two parts."""
    held = shares(number)
    yield clock.fill(BUY, held, 100, f"{50 + number % 7}")
    clock.goes_on(minutes=5)
    yield clock.fill(CLOSE, held, 40, f"{50 + number % 5}")
    yield clock.fill(CLOSE, held, 60, f"{51 + number % 9}")


def assignment(clock: Clock, number: int) -> Rows:
    """Sell a put, be assigned, sell the shares."""
    strike = 60 + number % 20
    sold = option(number, OptionRight.PUT, strike, clock.at)
    yield clock.fill(SELL, sold, 1, "2.00")
    clock.goes_on(minutes=9)
    yield clock.row("Receive Deliver", "Assignment", sold | {"quantity": Decimal(1)})
    delivered = clock.fill(BUY, shares(number), 100, f"{strike}")
    yield replace(delivered, type="Receive Deliver")
    clock.goes_on(minutes=2)
    yield clock.fill(CLOSE, shares(number), 100, f"{strike - number % 4}")


def future(clock: Clock, number: int) -> Rows:
    """Buy a future, have it marked, sell it."""
    held: Cells = {
        "symbol": "/ESH25", "underlying": "/ES", "instrument_type": InstrumentType.FUTURE, "multiplier": Decimal(50),
    }  # fmt: skip
    moved = number % 9 - 4
    yield replace(clock.fill(Action.BUY, held, 1, "5000"), value=Decimal(0), net_value=Decimal("-1.14"))
    clock.goes_on(minutes=4)
    mark = f"/ESH25 mark to market at {5000 + moved} Final settlement price"
    cells = {key: cell for key, cell in held.items() if key != "multiplier"}
    yield clock.row("Money Movement", "Mark to Market", cells | {"description": mark, "value": Decimal(50 * moved)})
    clock.goes_on(minutes=4)
    yield replace(clock.fill(Action.SELL, held, 1, f"{5002 + moved}"), value=Decimal(100), net_value=Decimal("99.86"))


def coin(clock: Clock, number: int) -> Rows:
    """Buy a fraction of a coin and sell it."""
    held: Cells = {
        "symbol": "BTC/USD", "underlying": "BTC/USD", "instrument_type": InstrumentType.CRYPTOCURRENCY,
        "multiplier": Decimal(1),
    }  # fmt: skip
    yield clock.fill(BUY, held, "0.015", "60000")
    clock.goes_on(minutes=1)
    yield clock.fill(CLOSE, held, "0.015", f"{60000 + number % 100}")


def payments(clock: Clock, number: int) -> Rows:
    """Receive a dividend and pay interest."""
    cells = {key: cell for key, cell in shares(number).items() if key != "multiplier"}
    yield clock.row("Money Movement", "Dividend", cells | {"value": Decimal("12.34")})
    yield clock.row("Money Movement", "Debit Interest", {"value": Decimal("-0.56")})


HABITS: tuple[Callable[[Clock, int], Rows], ...] = (
    spread, put_in_parts, spread, stock, put_in_parts, spread, assignment, put_in_parts, future, spread, payments,
    put_in_parts, coin, spread, stock, put_in_parts,
)  # fmt: skip


def endless() -> Rows:
    """Yield rows for ever, two trades an hour."""
    clock = Clock()
    for number in count():
        yield from HABITS[number % len(HABITS)](clock, number)
        clock.goes_on(minutes=11)


def history(rows: int) -> list[Transaction]:
    """Return a history of so many rows."""
    return list(islice(endless(), rows))
