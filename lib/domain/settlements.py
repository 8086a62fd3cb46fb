"""Cash settlement in two rows: one brings the cash, the other only removes the option."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from lib.domain.money import ZERO
from lib.domain.movements import CASH_SETTLED, EXERCISES
from lib.domain.new_york import new_york_day
from lib.domain.transactions import Transaction

Contract = tuple[str | None, date]


def removals_left(rows: Iterable[Transaction]) -> Mapping[str, Decimal]:
    """
    Return, by row id, the quantity that removal rows still close beside the cash rows of the same option and day.

    Rows that no cash row speaks for are not in it. The order of the two rows does not matter.
    """
    settled: dict[Contract, Decimal] = defaultdict(lambda: ZERO)
    removals: list[Transaction] = []
    for row in rows:
        if row.sub_type in CASH_SETTLED:
            settled[contract(row)] += row.quantity
        elif row.sub_type in EXERCISES:
            removals.append(row)
    left: dict[str, Decimal] = {}
    for row in removals:
        spoken_for = min(row.quantity or settled.get(contract(row), ZERO), settled.get(contract(row), ZERO))
        if spoken_for:
            settled[contract(row)] -= spoken_for
            left[row.id] = max(row.quantity - spoken_for, ZERO)
    return left


def contract(row: Transaction) -> Contract:
    """Name the option and the day in New York."""
    return row.symbol, new_york_day(row.executed_at)
