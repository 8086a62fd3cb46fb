"""What plain addition says of rows and of books; nothing here knows how the engine works."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, localcontext

from lib.domain.books import Books, Closing, OpenLot
from lib.domain.ledger import Rules, build_books
from lib.domain.transactions import InstrumentType, Transaction
from lib.domain.views import View
from tests.domain.histories_broker import ZERO, History

Sums = dict[str, Decimal]
DIGITS = 50  # more than any sum here has


def broker(rows: Iterable[Transaction]) -> Books:
    """Build the books as the broker keeps them."""
    return build_books(rows)


def fold(rows: Iterable[Transaction]) -> Books:
    """Build the books as the tax office wants them."""
    return build_books(rows, Rules(view=View.FOLD))


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add up without losing a digit."""
    with localcontext(prec=DIGITS):
        return sum(amounts, ZERO)


def sums(amounts: Iterable[tuple[str, Decimal]]) -> Sums:
    """Add up by name, leaving out what comes to nothing."""
    added: Sums = defaultdict(lambda: ZERO)
    with localcontext(prec=DIGITS):
        for name, amount in amounts:
            added[name] += amount
    return {name: amount for name, amount in added.items() if amount}


def is_outright(line: Closing | OpenLot) -> bool:
    """Whether a line's values are prices of a future, for which no cash moved."""
    return line.instrument_type is InstrumentType.FUTURE


def cash_of_rows(history: History, length: int) -> Decimal:
    """Add up what rows did to cash in dollars, and what came or went in kind; closes of what nobody opened left out."""
    rows = history.rows[:length]
    moved = (row.net_value * (1 - history.unmatched.get(row.id, ZERO)) for row in rows if row.currency == "USD")
    return total(moved) + total(history.in_kind.get(row.id, ZERO) for row in rows)


def cash_of_books(books: Books) -> Decimal:
    """Add up closings, open lots and cash; of outright futures the fees only, their cash is a kind of its own."""
    return total(
        (
            *(line.fees_open + line.fees_close if is_outright(line) else line.net for line in books.closings),
            *(lot.fees if is_outright(lot) else lot.value + lot.fees for lot in books.open_lots),
            *(event.amount for event in books.cash_events),
        )
    )


def worth(books: Books) -> Decimal:
    """Add up closings and open lots as they stand, futures by their prices."""
    return total((*(line.net for line in books.closings), *(lot.value + lot.fees for lot in books.open_lots)))


def quantities(books: Books) -> Sums:
    """Return the signed quantity of every symbol that is held."""
    return sums((lot.symbol, lot.quantity) for lot in books.open_lots)


def values_by_row(books: Books) -> Sums:
    """Return, by row, the part of every value that came with it: at an opening, at a closing, or still open."""
    return sums(
        (
            *((line.opening_id, line.value_open) for line in books.closings),
            *((line.closing_id, line.gross - line.value_open) for line in books.closings),
            *((lot.opening_id, lot.value) for lot in books.open_lots),
        )
    )


def fees_by_row(books: Books) -> Sums:
    """Return, by row, all fees that came with it."""
    return sums(
        (
            *((line.opening_id, line.fees_open) for line in books.closings),
            *((line.closing_id, line.fees_close) for line in books.closings),
            *((lot.opening_id, lot.fees) for lot in books.open_lots),
        )
    )
