"""Which opening rows belong to one trade: what one order opened in one underlying, flat to flat."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, localcontext
from typing import NamedTuple

from lib.domain.books import Books
from lib.domain.derived_ids import derived_id
from lib.domain.legs import Leg
from lib.domain.money import EXACT, ZERO
from lib.domain.movements import CORPORATE_ACTIONS
from lib.domain.products import multiplier_of
from lib.domain.transactions import InstrumentType, Transaction

TRADE = "Trade"
Order = str | tuple[str | datetime, str | None]


class Opening(NamedTuple):
    """
    What opened one trade: its legs as they were opened, and the order, None where the broker names none.

    `trade_id` is a hash of the first opening row's id (of rows of one moment, the least), so it is the same in both
    views, however the rows are numbered.
    """

    trade_id: str
    order_id: str | None
    legs: tuple[Leg, ...]


class Opened:
    """What one row opened, and until when it was held."""

    __slots__ = ("is_open", "is_short", "last_closed", "quantity", "row")

    def __init__(self, row: Transaction, is_short: bool) -> None:
        """Start with a row of which nothing is known but its direction."""
        self.row = row
        self.is_short = is_short
        self.quantity = ZERO  # closed and open together, unsigned, as it is after every split
        self.last_closed = row.executed_at
        self.is_open = False

    def leg(self, quantity: Decimal) -> Leg:
        """Return the leg as it was opened."""
        row = self.row
        return Leg(
            row.symbol or "",
            row.instrument_type or InstrumentType.UNKNOWN,
            -quantity if self.is_short else quantity,
            row.expires_on,
            row.strike,
            row.right,
            multiplier_of(row),
        )


def openings_of(books: Books, rows: Iterable[Transaction]) -> Mapping[str, Opening]:
    """
    Return, by the id of every row that opened something, the opening of the trade it belongs to.

    `books` are the broker's view, for what an assignment ended is ended in both. Rows of one order and underlying
    belong together; without an order, trades of one moment and underlying do, and any other row stands for itself.
    When all that an order opened is closed and it opens again later, a new trade begins. Lots that a corporate action
    carries over stay with their opening row; a row that flips a future, or closes at a cost the owner named, opens.
    A link between the trades of a roll would attach here: the order that closes one trade opens another.
    """
    with localcontext(EXACT):
        opened, against = opened_by_row(books, {row.id: row for row in rows})
        orders: dict[Order, list[Opened]] = defaultdict(list)
        for one in opened.values():
            orders[order_of(one.row)].append(one)
        openings: dict[str, Opening] = {}
        for fills in orders.values():
            if len(fills) == 1:
                [one] = fills
                openings[one.row.id] = opening_of_one(one, against)
                continue
            for episode in episodes(fills):
                opening = opening_of(episode, against)
                for one in episode:
                    openings[one.row.id] = opening
        return openings


def opened_by_row(books: Books, rows: Mapping[str, Transaction]) -> tuple[Mapping[str, Opened], Mapping[str, Decimal]]:
    """Return what every row opened, and what rows closed of lots that others had opened, both by row id."""
    opened: dict[str, Opened] = {}
    against: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for closing in books.closings:
        if (one := opened.get(closing.opening_id)) is None:
            one = opened[closing.opening_id] = Opened(rows[closing.opening_id], closing.is_short)
        one.quantity += closing.quantity
        if closing.closed_at > one.last_closed:  # noqa: PLR1730 - max() costs as much as all the rest here
            one.last_closed = closing.closed_at
        if closing.closing_id != closing.opening_id:
            against[closing.closing_id] += closing.quantity
    for lot in books.open_lots:
        if (one := opened.get(lot.opening_id)) is None:
            one = opened[lot.opening_id] = Opened(rows[lot.opening_id], lot.quantity < ZERO)
        one.quantity += abs(lot.quantity)
        one.is_open = True
    return opened, against


def order_of(row: Transaction) -> Order:
    """Name the order a row was part of: the broker's own name, the moment of a trade, or the row itself."""
    if row.type != TRADE:
        return row.id
    return row.order_id or row.executed_at, row.underlying


def episodes(fills: list[Opened]) -> Iterator[list[Opened]]:
    """Cut the fills of one order where all that came before is closed when the next one opens."""
    fills.sort(key=by_time)
    first, *others = fills
    episode = [first]
    for one in others:
        if is_flat(episode, one.row.executed_at):
            yield episode
            episode = []
        episode.append(one)
    yield episode


def by_time(one: Opened) -> tuple[datetime, str]:
    """Order by the moment, then by the id, so that it does not matter how rows are numbered or come in."""
    return one.row.executed_at, one.row.id


def is_flat(episode: Iterable[Opened], at: datetime) -> bool:
    """Whether everything was closed before a moment."""
    for one in episode:  # noqa: SIM110 - all() costs more than what it asks
        if one.is_open or one.last_closed >= at:
            return False
    return True


def opening_of_one(one: Opened, against: Mapping[str, Decimal]) -> Opening:
    """Return the opening of a trade that one row opened."""
    row = one.row
    return Opening(derived_id("trade", row.id), row.order_id, (one.leg(quantity_opened(one, against)),))


def opening_of(episode: list[Opened], against: Mapping[str, Decimal]) -> Opening:
    """Gather the legs of a trade, one for each symbol and direction."""
    quantities: dict[tuple[str | None, bool], Decimal] = {}
    named: dict[tuple[str | None, bool], Opened] = {}
    for one in episode:
        key = one.row.symbol, one.is_short
        quantities[key] = quantities.get(key, ZERO) + quantity_opened(one, against)
        named.setdefault(key, one)
    legs = tuple(named[key].leg(quantity) for key, quantity in quantities.items())
    first = episode[0].row
    return Opening(derived_id("trade", first.id), first.order_id, legs)


def quantity_opened(one: Opened, against: Mapping[str, Decimal]) -> Decimal:
    """
    Return what a row opened, unsigned, before any split changed it.

    That is what it traded beyond what it closed; a corporate action opens only what found no lot.
    """
    row = one.row
    beyond = row.quantity - against[row.id] if row.id in against else row.quantity
    return one.quantity if row.sub_type in CORPORATE_ACTIONS or beyond <= ZERO else beyond
