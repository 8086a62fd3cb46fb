"""Rows that the broker took back, and the rows that take them back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib.domain.books import Books
from lib.domain.movements import BOOKED_IN
from lib.domain.order import ledger_order
from lib.domain.transactions import Transaction

UNMATCHED = "unmatched_close"


@dataclass(frozen=True, slots=True)
class Reversal:
    """A row and the one that takes it back: together they are as if neither had been."""

    target: Transaction
    row: Transaction


def reversals(rows: Sequence[Transaction]) -> tuple[Reversal, ...]:
    """
    Pair each row that takes another back with that row, the latest first: what takes back a reversal restores a row.

    Both are about the same quantity of the same position in dollars; what fits no row is in no pair.
    """
    taking = sorted((row for row in rows if row.reverses is not None), key=ledger_order, reverse=True)
    if not taking:
        return ()
    by_broker_id = {row.broker_id: row for row in rows if row.broker_id is not None}
    used: set[str] = set()
    pairs: list[Reversal] = []
    for row in taking:
        target = by_broker_id.get(row.reverses or "")
        if target is not None and used.isdisjoint({row.id, target.id}) and is_mirrored(row, target):
            used |= {row.id, target.id}
            pairs.append(Reversal(target, row))
    return tuple(pairs)


def is_mirrored(row: Transaction, target: Transaction) -> bool:
    """Whether a row can take the other back as a whole."""
    about = [(one.symbol, one.underlying, one.quantity, one.currency) for one in (row, target)]
    return row is not target and about[0] == about[1] and row.currency == BOOKED_IN


def standing(pairs: Iterable[Reversal], rows: Iterable[Transaction], books: Books) -> tuple[Reversal, ...]:
    """
    Return the reversals that hold: not those whose position had been closed before it was taken back.

    `books` are the books without any of the rows: where one of them is missing, a close has no lot.
    """
    lost = {row for item in books.attention if item.code == UNMATCHED for row in item.transaction_ids}
    orphans = [row for row in rows if row.id in lost]
    return tuple(pair for pair in pairs if not any(is_between(row, pair) for row in orphans))


def is_between(row: Transaction, pair: Reversal) -> bool:
    """Whether a row of the same symbol falls between an opening and its reversal."""
    if row.symbol != pair.target.symbol or row.is_purchase == pair.target.is_purchase:
        return False
    return pair.target.executed_at <= row.executed_at <= pair.row.executed_at


def by_row(pairs: Iterable[Reversal]) -> Mapping[str, Reversal]:
    """Return the reversal that each row is part of."""
    return {one.id: pair for pair in pairs for one in (pair.target, pair.row)}
