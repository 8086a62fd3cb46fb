"""The closings and lots of the folded view, booked a second time only where they can differ from the broker's."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from operator import attrgetter
from typing import TypeVar

from lib.domain.aliases import alias_groups
from lib.domain.books import Books, Closing, OpenLot
from lib.domain.derived_ids import derived_id
from lib.domain.ledger import Rules, build_books
from lib.domain.movements import TRANSFORMS, movement_of
from lib.domain.products import option_on_a_future, short_name
from lib.domain.transactions import Transaction
from lib.domain.views import View

Part = TypeVar("Part", Closing, OpenLot)
DELIVERED = "Receive Deliver"
FUTURES = ("/", "./")
closing_key = attrgetter("opening_id", "closing_id")
lot_key = attrgetter("opening_id", "symbol")
what_a_closing_says = attrgetter(*(its.name for its in fields(Closing) if its.name != "id"))
what_a_lot_says = attrgetter(*(its.name for its in fields(OpenLot) if its.name != "id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Where the views can differ: symbols that were delivered, and whole underlyings where lots changed their name."""

    symbols: frozenset[str] = frozenset()
    underlyings: frozenset[str] = frozenset()

    def holds(self, one: Transaction | Closing | OpenLot) -> bool:
        """Whether a row, closing or lot is one that can differ."""
        return one.symbol in self.symbols or one.underlying in self.underlyings


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """
    The folded view's closings and lots.

    `closings` and `open_lots` are those that can differ, `all_closings` and `all_open_lots` those of the whole view;
    `opening_ids` and `underlyings` name what the ones that can differ, of either view, belong to.
    """

    apart: Apart
    closings: tuple[Closing, ...]
    open_lots: tuple[OpenLot, ...]
    all_closings: tuple[Closing, ...]
    all_open_lots: tuple[OpenLot, ...]
    opening_ids: frozenset[str]
    underlyings: frozenset[str]


def fold(books: Books, rows: Sequence[Transaction], lifo_from: date | None) -> Folded:
    """
    Book the folded view beside the broker's `books` of the same rows.

    A line that comes out as in the broker's books is the very same, id and all; any other has an id of its own.
    """
    apart = apart_of(books, rows)
    again = build_books(filter(apart.holds, rows), Rules(view=View.FOLD, lifo_from=lifo_from))
    same_closings, other_closings = parted(books.closings, apart)
    same_lots, other_lots = parted(books.open_lots, apart)
    closings = tuple(aligned(again.closings, other_closings, closing_key, what_a_closing_says))
    open_lots = tuple(aligned(again.open_lots, other_lots, lot_key, what_a_lot_says))
    return Folded(
        apart=apart,
        closings=closings,
        open_lots=open_lots,
        all_closings=(*same_closings, *closings),
        all_open_lots=(*same_lots, *open_lots),
        opening_ids=frozenset(one.opening_id for lines in (other_closings, other_lots) for one in lines),
        underlyings=frozenset(one.underlying for lines in (other_closings, other_lots) for one in lines),
    )


def parted(lines: Sequence[Part], apart: Apart) -> tuple[Sequence[Part], Sequence[Part]]:
    """Return the lines that are the same in both views, and those that can differ."""
    if not apart.symbols:
        return lines, ()
    same: list[Part] = []
    other: list[Part] = []
    for one in lines:
        (other if apart.holds(one) else same).append(one)
    return same, other


def apart_of(books: Books, rows: Sequence[Transaction]) -> Apart:
    """Say where the views can differ: nowhere without a delivery, and never in the other symbols of an underlying."""
    if not books.deliveries:
        return Apart()
    moved = [row for row in rows if row.type == DELIVERED and movement_of(row) in TRANSFORMS]
    renamed = {row.underlying for row in moved}
    delivered = {delivery.underlying for delivery in books.deliveries}
    linked = (group for group in alias_groups(moved) if not delivered.isdisjoint(group))
    symbols = frozenset(name for its in books.deliveries for name in (its.option_symbol, its.stock_symbol))
    return Apart(
        symbols=symbols.union(other_spellings(symbols, rows)),
        underlyings=frozenset(name for name in delivered if name in renamed).union(*linked),
    )


def other_spellings(symbols: Iterable[str], rows: Iterable[Transaction]) -> Iterator[str]:
    """Yield the symbols of rows that are the same futures, or options on them, as some symbols name: /ESH25, /ESH5."""
    names = {plainly(symbol) for symbol in symbols if symbol.startswith(FUTURES)}
    for row in rows if names else ():
        if row.symbol and row.symbol.startswith(FUTURES) and plainly(row.symbol) in names:
            yield row.symbol


def plainly(symbol: str) -> str:
    """Write a futures symbol in one way, whichever decade it means."""
    return short_name(option_on_a_future(symbol)[0])


def aligned(
    again: Iterable[Part],
    of_broker: Iterable[Part],
    key: Callable[[Part], Hashable],
    says: Callable[[Part], object],
) -> Iterator[Part]:
    """Yield the folded view's lines, each as the broker's where nothing but the id differs, else with its own id."""
    same = {key(one): one for one in of_broker}
    for name, one in {key(one): one for one in again}.items():
        twin = same.get(name)
        if twin is not None and says(one) == says(twin):
            yield twin
        else:
            yield replace(one, id=derived_id(View.FOLD, one.id))
