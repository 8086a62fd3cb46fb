"""Cash settlement in two rows: one brings the cash, the other only removes the option."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from lib.domain.money import ZERO
from lib.domain.movements import CASH_SETTLED, EXERCISES, REMOVALS
from lib.domain.new_york import new_york_day
from lib.domain.transactions import Transaction

WITHIN = timedelta(days=4)  # a weekend and a holiday
ZERO_DAYS = timedelta()
ALL = Decimal(10**9)  # contracts; what a cash row without a quantity speaks for


@dataclass(slots=True)
class Settled:
    """A row that settles in cash, and how much of it speaks for no removal yet."""

    row: Transaction
    left: Decimal


def removals_left(rows: Iterable[Transaction], trades: Iterable[Transaction]) -> Mapping[str, Decimal]:
    """
    Return, by row id, the quantity that removal rows still close beside the cash rows of the same option.

    Both are of one New York day, in any order; else an exercise or assignment is that of the next cash row of its
    quantity within four days. An expiration is a removal beside cash only for just what was settled that day. Where the
    option was opened again between the two, each ends a position of its own. Rows that no cash row speaks for are not
    in it. `trades` are looked at only where the two come at different moments.
    """
    settled: dict[str | None, list[Settled]] = defaultdict(list)
    removals: list[Transaction] = []
    for row in rows:
        if row.sub_type in CASH_SETTLED:
            settled[row.symbol].append(Settled(row, row.quantity or ALL))
        elif row.sub_type in REMOVALS:
            removals.append(row)
    removals = [row for row in removals if row.symbol in settled]
    opened = openings_of({row.symbol for row in removals if is_apart(row, settled[row.symbol])}, trades)
    left: dict[str, Decimal] = {}
    for row in removals:
        leave(row, [one for one in together(row, settled[row.symbol], opened) if is_of_one_day(row, one)], left)
    for row in removals:
        if row.id not in left and row.sub_type in EXERCISES:
            leave(row, later(row, together(row, settled[row.symbol], opened)), left)
    return left


def is_apart(row: Transaction, settled: Iterable[Settled]) -> bool:
    """Whether some cash row comes at another moment than a removal."""
    return any(one.row.executed_at != row.executed_at for one in settled)


def is_of_one_day(row: Transaction, one: Settled) -> bool:
    """Whether a removal and a cash row are of one New York day."""
    return new_york_day(one.row.executed_at) == new_york_day(row.executed_at)


def openings_of(symbols: set[str | None], trades: Iterable[Transaction]) -> Mapping[str | None, list[datetime]]:
    """Return when what may have been opened again was opened."""
    opened: dict[str | None, list[datetime]] = defaultdict(list)
    for row in trades if symbols else ():
        if row.symbol in symbols and row.action is not None and row.action.opens:
            opened[row.symbol].append(row.executed_at)
    return opened


def together(
    row: Transaction, settled: Iterable[Settled], opened: Mapping[str | None, list[datetime]]
) -> Iterator[Settled]:
    """Yield the cash rows between which and a removal the option was not opened again."""
    moments = opened.get(row.symbol, ())
    for one in settled:
        first, last = sorted((row.executed_at, one.row.executed_at))
        if not any(first < at < last for at in moments):
            yield one


def later(row: Transaction, settled: Iterable[Settled]) -> list[Settled]:
    """Return the next cash row after a removal that settles just as much."""
    fits = [one for one in settled if one.left and (row.quantity in {ZERO, one.left} or one.left == ALL)]
    return [one for one in fits if ZERO_DAYS < one.row.executed_at - row.executed_at <= WITHIN][:1]


def leave(row: Transaction, settled: Sequence[Settled], left: dict[str, Decimal]) -> None:
    """Write down what a removal still closes beside cash rows, and that they speak for the rest of it."""
    there = sum((one.left for one in settled), ZERO)
    spoken_for = min(row.quantity or there, there)
    if not spoken_for or (row.sub_type not in EXERCISES and row.quantity not in {ZERO, there} and there < ALL):
        return
    left[row.id] = max(row.quantity - spoken_for, ZERO)
    for one in settled:
        taken = min(one.left, spoken_for)
        one.left -= taken
        spoken_for -= taken
