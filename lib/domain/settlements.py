"""Cash settlement in two rows: one brings the cash, the other only removes the option."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from lib.domain.money import ZERO
from lib.domain.movements import CASH_SETTLED, EXERCISES, REMOVALS
from lib.domain.new_york import new_york_day
from lib.domain.transactions import Transaction

WITHIN = timedelta(days=4)  # a weekend and a holiday
ZERO_DAYS = timedelta()


@dataclass(slots=True)
class Settled:
    """A row that settles in cash, and how much of it speaks for no removal yet."""

    row: Transaction
    left: Decimal


def removals_left(rows: Iterable[Transaction]) -> Mapping[str, Decimal]:
    """
    Return, by row id, the quantity that removal rows still close beside the cash rows of the same option.

    Both are of one New York day, in any order; else an exercise or assignment is that of the next cash row of its
    quantity within four days. An expiration is a removal beside cash only for just what was settled that day. Rows that
    no cash row speaks for are not in it.
    """
    settled: dict[str | None, list[Settled]] = defaultdict(list)
    removals: list[Transaction] = []
    for row in rows:
        if row.sub_type in CASH_SETTLED:
            settled[row.symbol].append(Settled(row, row.quantity))
        elif row.sub_type in REMOVALS:
            removals.append(row)
    removals = [row for row in removals if row.symbol in settled]
    left: dict[str, Decimal] = {}
    for row in removals:
        day = new_york_day(row.executed_at)
        leave(row, [one for one in settled[row.symbol] if new_york_day(one.row.executed_at) == day], left)
    for row in removals:
        if row.id not in left and row.sub_type in EXERCISES:
            leave(row, later(row, settled[row.symbol]), left)
    return left


def later(row: Transaction, settled: Iterable[Settled]) -> list[Settled]:
    """Return the next cash row after a removal that settles just as much."""
    fits = [one for one in settled if one.left and row.quantity in {ZERO, one.left}]
    return [one for one in fits if ZERO_DAYS < one.row.executed_at - row.executed_at <= WITHIN][:1]


def leave(row: Transaction, settled: Sequence[Settled], left: dict[str, Decimal]) -> None:
    """Write down what a removal still closes beside cash rows, and that they speak for the rest of it."""
    there = sum((one.left for one in settled), ZERO)
    spoken_for = min(row.quantity or there, there)
    if not spoken_for or (row.sub_type not in EXERCISES and row.quantity not in {ZERO, there}):
        return
    left[row.id] = max(row.quantity - spoken_for, ZERO)
    for one in settled:
        taken = min(one.left, spoken_for)
        one.left -= taken
        spoken_for -= taken
