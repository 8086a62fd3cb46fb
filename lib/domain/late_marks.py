"""Daily settlements that are posted after the final settlement that they come before."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from lib.domain.money import ZERO, share
from lib.domain.movements import Movement, movement_of
from lib.domain.products import FUTURE, ONE, position_key
from lib.domain.transactions import Transaction

LATE = timedelta(days=4)  # a weekend and a holiday


def late_marks(
    finals: Iterable[Transaction], rows: Iterable[Transaction], taken_back: Container[str]
) -> Mapping[str, Decimal]:
    """
    Return, by the id of each final settlement, the cash of the daily ones that came after it; + received, - paid.

    These come within four days, when nothing else moves the position any more. Several final settlements of one
    position have their shares by quantity. `taken_back` are the ids of rows that do nothing.
    """
    ends: dict[str, list[Transaction]] = defaultdict(list)
    for row in finals:
        ends[position_key(row)].append(row)
    if not ends:
        return {}
    moved: dict[str, datetime] = {}
    marks: list[tuple[str, Transaction]] = []
    for row in rows:
        if row.instrument_type is FUTURE and row.id not in taken_back and (key := position_key(row)) in ends:
            if movement_of(row) is Movement.MARK:
                marks.append((key, row))
            else:
                moved[key] = max(moved.get(key, row.executed_at), row.executed_at)
    late: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for key, row in marks:
        if row.executed_at > moved[key]:
            for one, amount in shared(row, [one for one in ends[key] if row.executed_at - one.executed_at <= LATE]):
                late[one] += amount
    return late


def shared(mark: Transaction, finals: list[Transaction]) -> Iterable[tuple[str, Decimal]]:
    """Yield what of a daily settlement belongs to each final one, by its id."""
    value = mark.value
    left = sum((row.quantity or ONE for row in finals), ZERO)
    for row in finals:
        amount = share(value, row.quantity or ONE, left)
        yield row.id, amount
        value, left = value - amount, left - (row.quantity or ONE)
