"""Derive an account's books from its rows, laid out as they are kept."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from lib.domain.books import Attention, Books, CashEvent, Closing, DailyFigure, OpenLot
from lib.domain.ledger import build_books
from lib.domain.rollup import daily_rollup
from lib.domain.transactions import Transaction
from lib.ports.books import Cell, DerivedRow, Shelf

Derived = Mapping[Shelf, Mapping[str, DerivedRow]]
VIEW = "broker"


def derive_books(rows: Sequence[Transaction]) -> Derived:
    """
    Return every derived row by its id.

    Pure, and long on a long history: callers keep it off the event loop. An attention item stands under the
    underlying of its first row; '' is the underlying of what has none.
    """
    books: Books = build_books(rows)
    underlyings = {row.id: row.underlying or "" for row in rows}
    return {
        Shelf.CLOSINGS: shelved(closing_row(one) for one in books.closings),
        Shelf.OPEN_LOTS: shelved(open_lot_row(one) for one in books.open_lots),
        Shelf.CASH_EVENTS: shelved(cash_event_row(one) for one in books.cash_events),
        Shelf.ATTENTION_ITEMS: shelved(attention_row(one, underlyings) for one in books.attention),
        Shelf.DAILY_ROLLUP: shelved(daily_figure_row(one) for one in daily_rollup(books)),
    }


def shelved(rows: Iterable[tuple[str, Mapping[str, Cell]]]) -> dict[str, DerivedRow]:
    """Key derived rows by id; raises ValueError where two would have the same one."""
    shelf: dict[str, DerivedRow] = {}
    for row_id, cells in rows:
        if row_id in shelf:
            raise ValueError(f"two derived rows have the id {row_id}")
        shelf[row_id] = DerivedRow(id=row_id, digest=digest(cells), cells=cells)
    return shelf


def digest(cells: Mapping[str, Cell]) -> str:
    """Return a fingerprint of everything a derived row says."""
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()[:32]


def closing_row(closing: Closing) -> tuple[str, Mapping[str, Cell]]:
    """Lay out a closing."""
    return closing.id, {
        "symbol": closing.symbol,
        "underlying": closing.underlying,
        "instrument_type": closing.instrument_type,
        "opening_id": closing.opening_id,
        "closing_id": closing.closing_id,
        "is_short": closing.is_short,
        "quantity": plain(closing.quantity),
        "opened_at": closing.opened_at.isoformat(),
        "closed_at": closing.closed_at.isoformat(),
        "gross": plain(closing.gross),
        "fees_open": plain(closing.fees_open),
        "fees_close": plain(closing.fees_close),
        "reason": closing.reason,
    }


def open_lot_row(lot: OpenLot) -> tuple[str, Mapping[str, Cell]]:
    """Lay out an open lot."""
    return lot.id, {
        "symbol": lot.symbol,
        "underlying": lot.underlying,
        "instrument_type": lot.instrument_type,
        "opening_id": lot.opening_id,
        "quantity": plain(lot.quantity),
        "value": plain(lot.value),
        "fees": plain(lot.fees),
        "opened_at": lot.opened_at.isoformat(),
        "basis_source": lot.basis_source,
    }


def cash_event_row(event: CashEvent) -> tuple[str, Mapping[str, Cell]]:
    """Lay out a cash event."""
    return event.id, {
        "transaction_id": event.transaction_id,
        "kind": event.kind,
        "sub_type": event.sub_type,
        "symbol": event.symbol,
        "underlying": event.underlying or "",
        "amount": plain(event.amount),
        "at": event.at.isoformat(),
    }


def attention_row(item: Attention, underlyings: Mapping[str, str]) -> tuple[str, Mapping[str, Cell]]:
    """Lay out what needs a look."""
    return item.id, {
        "code": item.code,
        "transaction_ids": item.transaction_ids,
        "symbol": item.symbol,
        "underlying": underlyings[item.transaction_ids[0]] if item.transaction_ids else "",
        "message": item.message,
    }


def daily_figure_row(figure: DailyFigure) -> tuple[str, Mapping[str, Cell]]:
    """Lay out one line of the rollup; its id is a hash of what it is the sum of."""
    key = (figure.day.isoformat(), figure.underlying, figure.instrument_type, figure.kind, VIEW)
    return hashlib.sha256(json.dumps(key).encode()).hexdigest()[:32], {
        "day": figure.day.isoformat(),
        "underlying": figure.underlying,
        "instrument_type": figure.instrument_type,
        "kind": figure.kind,
        "amount": plain(figure.amount),
        "count": figure.count,
    }


def plain(number: Decimal) -> str:
    """Write a decimal in one way only: no exponent, no trailing zeros, no negative zero."""
    return format(number.normalize(), "f") if number else "0"
