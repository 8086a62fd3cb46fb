"""A long history at the simulated broker, which ends now: an account of a busy trader's, some forty rows a week."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from itertools import count, islice
from uuid import uuid4

from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.wire import BrokerAccount
from lib.domain.transactions import OptionRight, Transaction
from tests.bench.histories import BUY, HABITS, START, Cells, Clock, option, shares

SLOWER = 50  # than the histories of the other figures: ten thousand rows are five years
HELD = 2  # an option and shares, so that there is a state to read
FIRST_ORDER = 400_000_001
HEADER = (
    "Date", "Type", "Sub Type", "Action", "Symbol", "Instrument Type", "Description", "Value", "Quantity",
    "Commissions", "Fees", "Multiplier", "Underlying Symbol", "Order #",
)  # fmt: skip


class SlowClock(Clock):
    """A clock that begins when it is told to, and on which trades take their time."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at

    def goes_on(self, **time: int) -> None:
        """Let time pass."""
        self.at += SLOWER * timedelta(**time)


def account(rows: int, end: datetime) -> BrokerAccount:
    """Return an account with so many rows, the last of them about `end`."""
    long = written(rows, START)[-1].executed_at - START
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    orders: dict[str, int] = {}
    for row in written(rows, end - long):
        order = orders.setdefault(row.order_id or row.id, FIRST_ORDER + len(orders)) if row.type == "Trade" else ""
        writer.writerow([*cells(row), order])
    return account_from_csv(text.getvalue(), f"5B{uuid4().hex[:6].upper()}")


def written(rows: int, start: datetime) -> list[Transaction]:
    """Return the rows of a history from its start on."""
    clock = SlowClock(start)
    made = list(islice(endless(clock), rows - HELD))
    clock.at = max(row.executed_at for row in made)
    held: tuple[Cells, ...] = (option(0, OptionRight.CALL, 100, clock.at), shares(1))
    return made + [clock.fill(BUY, each, 1, "2.00") for each in held]


def endless(clock: Clock) -> Iterator[Transaction]:
    """Yield rows for ever."""
    for number in count():
        yield from HABITS[number % len(HABITS)](clock, number)
        clock.goes_on(minutes=11)


def cells(row: Transaction) -> tuple[object, ...]:
    """Lay a row out as an export does."""
    action = row.action.value.upper().replace(" ", "_") if row.action else ""
    verb = "Bought" if row.action and row.action.is_buy else "Sold"
    filled = f"{verb} {row.quantity} {row.symbol} @ {row.price}"
    return (
        row.executed_at.isoformat(), row.type, row.sub_type, action, row.symbol or "", row.instrument_type or "",
        row.description or (filled if row.price else row.sub_type), row.value, row.quantity,
        row.commission, row.fees, row.multiplier or "", row.underlying or "",
    )  # fmt: skip
