"""From rows to books: first in first out, cash first, in the broker's view."""

from collections.abc import Callable, Iterable, Sequence
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

Step = tuple[Movement, Transaction]
Side = tuple[str | None, bool]  # the symbol, and whether it is bought
WAITS = (Movement.CLOSE, Movement.OPEN, Movement.REMOVAL)


def build_books(transactions: Iterable[Transaction]) -> Books:
    """
    Derive an account's books from its rows, whatever order they come in.

    Units: USD, unrounded. Signs: cash received is +, fees are <= 0. Every row is in a lot, in a closing, in a cash
    event, or under attention; nothing is refused and nothing is dropped.
    """
    with localcontext(EXACT):
        steps = sorted(((movement_of(row), row) for row in transactions), key=booking_order)
        rows = [row for _, row in steps]
        actions = paired([row for movement, row in steps if movement is Movement.TRANSFORM])
        replay = Replay(removals_left(rows), {row.id: action for action in actions for row in action.rows})
        book(replay, steps)
        return replay.books()


def booking_order(step: Step) -> tuple[object, ...]:
    """Order by time, within one moment by what rows do, then by what they say."""
    movement, row = step
    return row.executed_at, movement, ledger_order(row)


def book(replay: Replay, steps: Iterable[Step]) -> None:
    """Book every row, moment by moment."""
    for _, moment in groupby(steps, key=lambda step: step[1].executed_at):
        first, *others = moment
        if others:
            book_moment(replay, [first, *others])
        else:
            BOOKINGS[first[0]](replay, first[1])


def book_moment(replay: Replay, steps: Sequence[Step]) -> None:
    """
    Book rows of one moment, which may be a whole minute: what finds its lots first, then what is left.

    Rows that open wait for those that end a position on the other side, and rows that end one wait for those that
    open it. Where nothing moves any more, rows are booked as they are, removals of all that is left at the very end.
    """
    for movement, row in steps:
        if movement is Movement.TRANSFORM:
            replay.transform(row)
    waiting = [step for step in steps if step[0] in WAITS]
    while waiting:
        needed = openings_needed(waiting)
        still = [step for step in waiting if not (is_wanted(step, needed) and booked_when_ready(replay, step))]
        if len(still) == len(waiting):
            still = [step for step in waiting if not booked_when_ready(replay, step)]
        if len(still) == len(waiting):
            break
        waiting = still
    for movement, row in sorted(waiting, key=lambda step: WAITS.index(step[0])):
        BOOKINGS[movement](replay, row)
    for movement, row in steps:
        if movement not in WAITS and movement is not Movement.TRANSFORM:
            BOOKINGS[movement](replay, row)


def openings_needed(waiting: Iterable[Step]) -> set[Side]:
    """Return the symbols and sides that waiting rows end: a sale ends what was bought, a removal either."""
    needed: set[Side] = set()
    for movement, row in waiting:
        if movement is Movement.CLOSE:
            needed.add((row.symbol, not row.is_purchase))
        elif movement is Movement.REMOVAL:
            needed |= {(row.symbol, True), (row.symbol, False)}
    return needed


def is_wanted(step: Step, needed: set[Side]) -> bool:
    """Whether a row ends something, or opens what another row ends."""
    movement, row = step
    return movement is not Movement.OPEN or (row.symbol, row.is_purchase) in needed


def booked_when_ready(replay: Replay, step: Step) -> bool:
    """Book a row if it finds the position it needs, and say whether it did."""
    movement, row = step
    ready = replay.is_ready(movement, row)
    if ready:
        BOOKINGS[movement](replay, row)
    return ready


def book_cash(replay: Replay, row: Transaction) -> None:
    """Book cash to its kind; what no rule knows is looked at."""
    kind = cash_kind(row)
    if kind == UNCLASSIFIED:
        replay.look_at_cash("unclassified_cash", row)
    else:
        replay.cash(row, kind)


BOOKINGS: dict[Movement, Callable[[Replay, Transaction], None]] = {
    Movement.TRANSFORM: Replay.transform,
    Movement.REMOVAL: Replay.remove,
    Movement.CLOSE: Replay.close,
    Movement.OPEN: Replay.open,
    Movement.TRANSFER_OUT: Replay.transfer_out,
    Movement.LONE_REMOVAL: lambda replay, row: replay.look_at_cash("unpaired_corporate_action", row),
    Movement.REINVESTMENT: lambda _replay, _row: None,
    Movement.CASH: book_cash,
    Movement.NOT_BOOKED: lambda replay, row: replay.look_at_cash("not_booked", row),
    Movement.UNKNOWN: lambda replay, row: replay.look_at_cash("unknown_type", row),
    Movement.FOREIGN: lambda replay, row: replay.attention.note("foreign_currency", row),
}
