"""From rows to books: cash first, the oldest lots first, in the view and order that the account's rules say."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import localcontext
from operator import attrgetter

from lib.domain.books import Books
from lib.domain.cash_kinds import UNCLASSIFIED, cash_kind
from lib.domain.links import Links, Step, links_of
from lib.domain.money import EXACT
from lib.domain.movements import Movement, movement_of
from lib.domain.order import ledger_order
from lib.domain.products import FUTURE, position_key
from lib.domain.replay import Replay
from lib.domain.reversals import Reversal, by_row, reversals, standing
from lib.domain.transactions import Transaction
from lib.domain.turns import in_turn
from lib.domain.views import Rules

__all__ = ["Rules", "build_books"]
PLAIN = Rules()
by_time: Callable[[Transaction], datetime] = attrgetter("executed_at")


def build_books(transactions: Iterable[Transaction], rules: Rules = PLAIN) -> Books:
    """
    Derive an account's books from its rows, whatever order they come in.

    Units: USD, unrounded. Signs: cash received is +, fees are <= 0. Every row is in a lot, in a closing, in a cash
    event, or under attention; nothing is refused and nothing is dropped.
    """
    with localcontext(EXACT):
        rows = sorted(transactions, key=by_time)
        pairs = reversals(rows)
        books = booked(rows, rules, pairs)
        holding = standing(pairs, rows, books) if pairs else pairs
        return books if holding == pairs else booked(rows, rules, holding)


def booked(rows: Sequence[Transaction], rules: Rules, pairs: Sequence[Reversal]) -> Books:
    """Book every row, moment by moment; `rows` come in order of time."""
    movement = told_apart(by_row(pairs))
    received = [row for row in rows if row.type == "Receive Deliver"]
    steps = [step for moment in moments_of(received, by_time) for step in in_order(moment, movement)]
    links = links_of(steps, pairs, payments_for(received, rows, movement), rows)
    replay = Replay(rules, links)
    when = booking_time(received, links)
    for moment in moments_of(rows if when is by_time else sorted(rows, key=when), when):
        if len(moment) == 1 or is_plain(moment):
            for row in moment:
                BOOKINGS[movement(row)](replay, row)
        else:
            book_moment(replay, in_order(moment, movement))
    return replay.books(rows)


def payments_for(
    received: Iterable[Transaction], rows: Iterable[Transaction], movement: Callable[[Transaction], Movement]
) -> list[Transaction]:
    """Return the rows that pay for reinvested dividends, where there are any that bring shares."""
    if not any(row.sub_type == "Dividend" for row in received):
        return []
    cash = (row for row in rows if row.type == "Money Movement" and row.symbol)
    return [row for row in cash if movement(row) is Movement.REINVESTMENT]


def told_apart(taken_back: Mapping[str, Reversal]) -> Callable[[Transaction], Movement]:
    """Return what says what a row does; rows that are taken back, or take one back, do nothing else."""
    if not taken_back:
        return movement_of
    return lambda row: Movement.REVERSAL if row.id in taken_back else movement_of(row)


def booking_time(received: Iterable[Transaction], links: Links) -> Callable[[Transaction], datetime]:
    """Return what says when a row is booked: removals that a clock shows after what they delivered come with that."""
    delivered: dict[str, datetime] = {}
    for delivery in links.deliveries:  # the first of several
        delivered[delivery.option_row] = min(delivered.get(delivery.option_row, delivery.at), delivery.at)
    forward = {row.id: at for row in received if (at := delivered.get(row.id)) is not None and at < row.executed_at}
    return (lambda row: forward.get(row.id, row.executed_at)) if forward else by_time


def moments_of(rows: Iterable[Transaction], when: Callable[[Transaction], datetime]) -> Iterator[list[Transaction]]:
    """Yield the rows of each moment; they come in the order in which they are booked."""
    moment: list[Transaction] = []
    at: datetime | None = None
    for row in rows:
        if (booked_at := when(row)) == at:
            moment.append(row)
            continue
        if moment:
            yield moment
        moment, at = [row], booked_at
    if moment:
        yield moment


def is_plain(rows: list[Transaction]) -> bool:
    """Whether no row waits for another, because each is a trade in a symbol of its own; puts them in order then."""
    if len(
        {position_key(row) if row.instrument_type is FUTURE else row.symbol for row in rows if row.type == "Trade"}
    ) != len(rows):
        return False
    rows.sort(key=by_symbol)
    return True


def by_symbol(row: Transaction) -> tuple[int, str]:
    """Return what rows of a symbol each are ordered by."""
    return row.sequence, row.symbol or ""


def in_order(rows: Iterable[Transaction], movement: Callable[[Transaction], Movement]) -> list[Step]:
    """Order the rows of one moment by what they do, then by what they say."""
    steps = [(movement(row), row) for row in rows]
    if len(steps) > 1:
        numbered = {by_number(step): step for step in steps}
        if len(numbered) == len(steps):
            return [numbered[number] for number in sorted(numbered)]
        steps.sort(key=booking_order)
    return steps


def by_number(step: Step) -> tuple[Movement, datetime, int]:
    """Return what the rows of one moment are ordered by where that tells them apart already."""
    movement, row = step
    return movement, row.executed_at, row.sequence


def booking_order(step: Step) -> tuple[object, ...]:
    """Return what the rows of one moment are ordered by."""
    movement, row = step
    return movement, ledger_order(row)


def book_moment(replay: Replay, steps: Sequence[Step]) -> None:
    """
    Book rows of one moment, which may be a whole minute, symbol by symbol; `steps` come in ledger order.

    What an option turns into comes after all options: it may bring what they brought.
    """
    by_symbol: dict[str | None, list[Step]] = defaultdict(list)
    last: list[Step] = []
    for step in steps:
        movement, row = step
        if movement < Movement.REMOVAL:
            BOOKINGS[movement](replay, row)
        elif movement > Movement.EITHER:
            last.append(step)
        else:
            by_symbol[position_key(row) if row.instrument_type is FUTURE else row.symbol].append(step)
    for same in options_first(replay, by_symbol.values()):
        held = replay.held(same[0][1])
        for movement, row in in_turn(held, same, replay.links.removals_left) if len(same) > 1 else same:
            BOOKINGS[movement](replay, row)
    for movement, row in last:
        BOOKINGS[movement](replay, row)


def options_first(replay: Replay, symbols: Iterable[list[Step]]) -> Iterable[list[Step]]:
    """Put what options turn into behind all others, where it takes over what they brought."""
    if not replay.folding.is_on:
        return symbols
    return sorted(symbols, key=lambda same: any(replay.folding.waits(row) for _, row in same))


def book_cash(replay: Replay, row: Transaction) -> None:
    """Book cash to its kind; what no rule knows is looked at."""
    kind = cash_kind(row)
    if kind == UNCLASSIFIED:
        replay.look_at_cash("unclassified_cash", row)
    else:
        replay.cash(row, kind)


BOOKINGS: dict[Movement, Callable[[Replay, Transaction], None]] = {
    Movement.TRANSFORM: Replay.transform,
    Movement.MARK: Replay.mark,
    Movement.REMOVAL: Replay.remove,
    Movement.CLOSE: Replay.close,
    Movement.OPEN: Replay.open,
    Movement.EITHER: Replay.either,
    Movement.TRANSFER_OUT: Replay.transfer_out,
    Movement.REVERSAL: Replay.reverse,
    Movement.LONE_REMOVAL: Replay.transform,
    Movement.REINVESTMENT: Replay.pay,
    Movement.CASH: book_cash,
    Movement.NOT_BOOKED: lambda replay, row: replay.look_at_cash("not_booked", row),
    Movement.UNKNOWN: lambda replay, row: replay.look_at_cash("unknown_type", row),
    Movement.FOREIGN: lambda replay, row: replay.attention.note("foreign_currency", row),
}
