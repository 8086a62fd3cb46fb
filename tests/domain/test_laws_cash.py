"""Every cent of every row is in the books, once."""

from decimal import Decimal

from hypothesis import given

from lib.domain.transactions import InstrumentType, Transaction
from tests.domain import histories_trading as trading
from tests.domain.histories_broker import POINTS, ZERO, History
from tests.domain.histories_counting import (
    broker,
    cash_of_books,
    cash_of_rows,
    fees_by_row,
    fold,
    sums,
    total,
    values_by_row,
    worth,
)
from tests.domain.histories_of_all_kinds import FUTURES, LAW, REGULAR, histories

CARRIED = {"Forward Split", "Reverse Split", "Symbol Change", "Stock Merger", "Special Dividend"}
ONCE = Decimal("1E-8")  # shares that leave by transfer take a part of a lot's cost with them, cut at 10 decimals


class TestCash:
    """
    The identity holds after every row.

    Net values of the rows in dollars, plus what came in kind (cost of shares received
    by transfer or for a dividend) and less what left in kind (cost of shares sent away) equals the closings' net, plus
    the open lots' value and fees, plus all cash kinds. An outright future's values are prices, not cash: of its
    closings and lots only the fees count, its cash is of the kind `mark_to_market`. Closing rows that find no lot are
    left out of both sides, and so are other currencies.
    """

    @LAW
    @given(histories())
    def test_is_conserved_after_every_row(self, history: History) -> None:
        for length in range(len(history.rows) + 1):
            books = broker(history.rows[:length])
            assert abs(cash_of_books(books) - cash_of_rows(history, length)) < ONCE

    @LAW
    @given(histories(REGULAR))
    def test_is_conserved_to_the_last_digit_where_nothing_is_odd(self, history: History) -> None:
        books = broker(history.rows)

        assert cash_of_books(books) == cash_of_rows(history, len(history.rows))

    @LAW
    @given(histories(REGULAR) | histories((trading.stocks, trading.futures), longest=30))
    def test_of_every_row_is_where_the_row_opened_and_closed(self, history: History) -> None:
        books = broker(history.rows)

        moved = [row for row in history.rows if row.type != "Money Movement" and row.sub_type not in CARRIED]
        expected = sums((row.id, worth_of(row, history)) for row in moved)
        assert values_by_row(books) == expected

    @LAW
    @given(histories(REGULAR))
    def test_of_fees_adds_up_to_what_each_row_was_charged(self, history: History) -> None:
        books = broker(history.rows)

        assert fees_by_row(books) == sums((row.id, row.charges) for row in history.rows)

    @LAW
    @given(histories())
    def test_is_worth_the_same_in_both_views_after_every_row(self, history: History) -> None:
        for length in range(len(history.rows) + 1):
            rows = history.rows[:length]
            assert abs(worth(broker(rows)) - worth(fold(rows))) < ONCE


class TestFutures:
    """The cash of a future is its trades' and its daily settlements' together; once flat it is the closings' gross."""

    @LAW
    @given(histories(FUTURES, is_flat=True, longest=25))
    def test_that_are_flat_made_what_their_rows_and_daily_settlements_paid(self, history: History) -> None:
        for length in history.boundaries:
            held, books = history.held(length), broker(history.rows[:length])
            for symbol in ("/ESH5", "/CLJ5"):
                if symbol not in held:
                    paid = total(row.value for row in history.rows[:length] if row.symbol == symbol)
                    assert total(line.gross for line in books.closings if line.symbol == symbol) == paid

    @LAW
    @given(histories(FUTURES, longest=25))
    def test_pay_in_cash_what_one_kind_of_the_books_says(self, history: History) -> None:
        books = broker(history.rows)

        paid = total(row.value for row in history.rows if row.instrument_type is InstrumentType.FUTURE)
        assert total(event.amount for event in books.cash_events if event.kind == "mark_to_market") == paid


def worth_of(row: Transaction, history: History) -> Decimal:
    """Return what a row brought at its own prices: cash, what came in kind, a future's price times its quantity."""
    if row.instrument_type is InstrumentType.FUTURE:
        price = row.price if row.price is not None else settled(row, history)
        return -history.effects.get(row.id, ZERO) * price * POINTS[row.symbol or ""]
    return row.value + history.in_kind.get(row.id, ZERO)


def settled(row: Transaction, history: History) -> Decimal:
    """Return a final price that the row leaves out: the last mark, and what the row pays beside it."""
    before = [one for one in history.rows[: history.rows.index(row)] if "mark to market" in one.description]
    last = next(one for one in reversed(before) if one.symbol == row.symbol)
    mark = Decimal(last.description.split(" mark to market at ")[1].split()[0])
    return mark - row.value / (history.effects[row.id] * POINTS[row.symbol or ""])
