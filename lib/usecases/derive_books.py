"""Derive an account's books from its rows, laid out as they are kept."""

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from lib.domain.derived_ids import derived_id
from lib.domain.transactions import Transaction
from lib.domain.two_views import TwoViews, two_views
from lib.ports.books import BookSettings, DerivedRow, Shelf
from lib.usecases.lay_out_books import (
    Cells,
    Written,
    attention_cells,
    cash_event_cells,
    closing_cells,
    daily_figure_cells,
    delivery_cells,
    open_lot_cells,
    trade_cells,
)

Derived = Mapping[Shelf, Mapping[str, DerivedRow]]
ENGINE = "1"  # raised whenever the same rows come to mean other books, so that all books are built anew

EMPTY = hashlib.blake2b(digest_size=16)


def built_with(settings: BookSettings) -> str:
    """Name the engine and the settings that books are made with: where it changes, all of them are made again."""
    return f"{ENGINE}|{settings.lifo_from or ''}"


def derive_books(rows: Sequence[Transaction], settings: BookSettings) -> Derived:
    """
    Return every derived row by its id, of both views.

    Pure, and long on a long history: callers keep it off the event loop. An attention item stands under the
    underlying of its first row; '' is the underlying of what has none.
    """
    with rubbish_left():
        return laid_out(two_views(rows, settings.lifo_from), {row.id: row.underlying or "" for row in rows})


@contextmanager
def rubbish_left() -> Iterator[None]:
    """Collect no rubbish for a while: looking for it among a million new objects takes as long as making them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def laid_out(derived: TwoViews, underlyings: Mapping[str, str]) -> Derived:
    """Lay out everything that was derived; `underlyings` are those of the rows, by id."""
    books, written = derived.books, Written()
    return {
        Shelf.CLOSINGS: shelved(closing_rows(derived, written)),
        Shelf.OPEN_LOTS: shelved(open_lot_rows(derived, written)),
        Shelf.TRADES: shelved(trade_rows(derived, written)),
        Shelf.DELIVERIES: shelved((one.id, delivery_cells(one, written)) for one in books.deliveries),
        Shelf.CASH_EVENTS: shelved((one.id, cash_event_cells(one, written)) for one in books.cash_events),
        Shelf.ATTENTION_ITEMS: shelved(
            (one.id, attention_cells(one, underlyings[one.transaction_ids[0]])) for one in books.attention
        ),
        Shelf.DAILY_ROLLUP: shelved(daily_rows(derived, written)),
    }


def shelved(rows: Iterable[tuple[str, Cells]]) -> dict[str, DerivedRow]:
    """Key derived rows by id; raises ValueError where two would have the same one."""
    shelf: dict[str, DerivedRow] = {}
    for row_id, cells in rows:
        if row_id in shelf:
            raise ValueError(f"two derived rows have the id {row_id}")
        shelf[row_id] = DerivedRow(row_id, digest(cells), cells)
    return shelf


def digest(cells: Cells) -> str:
    """Return a fingerprint of everything a derived row says; its cells come in the same order every time."""
    fingerprint = EMPTY.copy()  # half the time of a new one
    fingerprint.update(repr([*cells.values()]).encode())
    return fingerprint.hexdigest()


def closing_rows(derived: TwoViews, written: Written) -> Iterable[tuple[str, Cells]]:
    """Lay out the closings."""
    openings, taxes = derived.openings, derived.taxes
    for view, one in derived.closings:
        trade_id = openings[one.opening_id].trade_id
        yield one.id, closing_cells(one, view, trade_id, taxes[one.id], written)


def open_lot_rows(derived: TwoViews, written: Written) -> Iterable[tuple[str, Cells]]:
    """Lay out the open lots."""
    for view, one in derived.open_lots:
        yield one.id, open_lot_cells(one, view, derived.openings[one.opening_id].trade_id, written)


def trade_rows(derived: TwoViews, written: Written) -> Iterable[tuple[str, Cells]]:
    """Lay out the trades; a trade's line in the folded view has an id of its own."""
    for view, one in derived.trades:
        yield derived_id(place(view), "trade", one.trade_id), trade_cells(one, view, written)


def daily_rows(derived: TwoViews, written: Written) -> Iterable[tuple[str, Cells]]:
    """Lay out the rollup; a line's id is a hash of what it is the sum of."""
    for view, one in derived.rollup:
        key = written[one.day], one.underlying, one.instrument_type, one.kind
        yield derived_id(place(view), "day", *key), daily_figure_cells(one, view, written)


def place(view: str) -> str:
    """Return the view that ids are hashed with: what is the same in both keeps the broker's."""
    return "fold" if view == "fold" else "broker"
