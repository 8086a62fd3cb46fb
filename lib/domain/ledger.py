"""From rows to books: first in first out, cash first, in the broker's view."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import localcontext
from itertools import groupby

from lib.domain.books import Books
from lib.domain.cash_kinds import UNCLASSIFIED, cash_kind
from lib.domain.corporate_actions import paired
from lib.domain.money import EXACT
from lib.domain.movements import Movement, movement_of
from lib.domain.order import ledger_order
from lib.domain.replay import Replay
from lib.domain.settlements import removals_left
from lib.domain.transactions import Transaction

Sorted = dict[Movement, list[Transaction]]
LOOKED_AT = {
    Movement.NOT_BOOKED: "not_booked",
    Movement.UNKNOWN: "unknown_type",
    Movement.LONE_REMOVAL: "unpaired_corporate_action",
}


def build_books(transactions: Iterable[Transaction]) -> Books:
    """
    Derive an account's books from its rows, whatever order they come in.

    Units: USD, unrounded. Signs: cash received is +, fees are <= 0. Every row is either in a lot, in a closing, in a
    cash event, or under attention; nothing is refused and nothing is dropped.
    """
    with localcontext(EXACT):
        rows = sorted(transactions, key=ledger_order)
        actions = paired([row for row in rows if movement_of(row) is Movement.TRANSFORM])
        replay = Replay(removals_left(rows), {row.id: action for action in actions for row in action.rows})
        for _, moment in groupby(rows, key=lambda row: row.executed_at):
            replay_moment(replay, list(moment))
        return replay.books()


def replay_moment(replay: Replay, rows: Sequence[Transaction]) -> None:
    """
    Book the rows of one moment: corporate actions, removals, closes that find their lots, opens, the other closes.

    An exercise and an assignment of one expiration deliver at the same second, the sale sometimes before the purchase.
    """
    by_movement: Sorted = defaultdict(list)
    for row in rows:
        by_movement[movement_of(row)].append(row)
    for row in by_movement[Movement.TRANSFORM]:
        replay.transform(row)
    for row in by_movement[Movement.REMOVAL]:
        replay.remove(row)
    waiting: list[Transaction] = []
    for row in by_movement[Movement.CLOSE]:
        if replay.against(row) >= row.quantity:
            replay.close(row)
        else:
            waiting.append(row)
    for row in by_movement[Movement.OPEN]:
        replay.open(row)
    for row in waiting:
        replay.close(row)
    for row in by_movement[Movement.TRANSFER_OUT]:
        replay.transfer_out(row)
    book_the_rest(replay, by_movement)


def book_the_rest(replay: Replay, rows: Sorted) -> None:
    """Book cash, and put under attention what this ledger cannot book."""
    for row in rows[Movement.CASH]:
        kind = cash_kind(row)
        if kind == UNCLASSIFIED:
            replay.look_at_cash("unclassified_cash", row)
        else:
            replay.cash(row, kind)
    for movement, code in LOOKED_AT.items():
        for row in rows[movement]:
            replay.look_at_cash(code, row)
    for row in rows[Movement.FOREIGN]:
        replay.attention.note("foreign_currency", row)
