"""Rows that the broker took back."""

from decimal import Decimal

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from tests.domain.rows import at, buy, cash, row, sell, told


def taken_back(**given: object) -> list[Transaction]:
    """Return a purchase and the row that takes it back."""
    back = {"executed_at": at(3, 18), "reverses": "5", "broker_id": "6", "id": "back"}
    return [buy("100", "-1000", id="bought", broker_id="5"), sell("100", "1000", **(back | given))]


class TestAReversal:
    def test_leaves_nothing_of_either_row(self) -> None:
        books = build_books(taken_back())

        assert (books.closings, books.open_lots, books.cash_events, books.attention) == ((), (), (), ())

    def test_books_what_the_two_do_not_cancel(self) -> None:
        books = build_books(taken_back(fees="-0.25"))

        assert told(books.cash_events, "transaction_id", "kind", "amount") == [
            ("back", "adjustments", Decimal("-0.25")),
        ]

    def test_takes_cash_back_too(self) -> None:
        rows = [
            cash("Fee", "-25", broker_id="5"),
            cash("Fee", "25", reverses="5", executed_at=at(4)),
        ]

        assert build_books(rows).cash_events == ()

    def test_may_be_taken_back_itself(self) -> None:
        again = buy("100", "-1000", id="again", reverses="6", broker_id="7", executed_at=at(3, 19))

        books = build_books([*taken_back(), again])

        assert told(books.open_lots, "opening_id", "value") == [("bought", -1000)]

    def test_of_what_was_sold_since_changes_no_lot(self) -> None:
        rows = [*taken_back(), sell("100", "1100", executed_at=at(3, 17))]

        books = build_books(rows)

        assert told(books.closings, "gross") == [100]
        assert told(books.cash_events, "transaction_id", "kind", "amount") == [("back", "unclassified", 1000)]
        assert told(books.attention, "code", "transaction_ids") == [("unpaired_reversal", ("back",))]

    def test_is_not_undone_by_what_else_is_unmatched(self) -> None:
        elsewhere = sell("1", "5", symbol="XYZ", underlying="XYZ", executed_at=at(3, 17))
        later = sell("1", "11", executed_at=at(5))

        books = build_books([*taken_back(), elsewhere, later])

        assert books.open_lots == ()
        assert told(books.attention, "code") == ["unmatched_close", "unmatched_close"]

    @pytest.mark.parametrize(
        "other",
        [
            {"reverses": "4"},
            {"reverses": "6"},
            {"quantity": "50"},
            {"symbol": "XYZ"},
            {"underlying": "XYZ"},
        ],
    )
    def test_of_a_row_that_is_not_here_is_listed(self, other: dict[str, str]) -> None:
        rows = taken_back()
        back = {"quantity": "100", "value": "1000", "id": "back", "reverses": "5", "broker_id": "6"}
        rows[1] = row(**(back | {"action": Action.SELL_TO_CLOSE} | other))

        books = build_books(rows)

        assert told(books.open_lots, "opening_id") == ["bought"]
        assert told(books.attention, "code", "amount") == [("unpaired_reversal", 1000)]

    def test_takes_a_row_back_once(self) -> None:
        second = sell("100", "1000", reverses="5", broker_id="8", executed_at=at(3, 17), id="second")

        books = build_books([*taken_back(), second])

        assert told(books.attention, "code", "transaction_ids") == [("unpaired_reversal", ("second",))]

    def test_in_another_currency_is_left_out_with_its_row(self) -> None:
        rows = [
            buy("1", "-10", currency="CAD", broker_id="5"),
            sell("1", "10", currency="CAD", reverses="5", executed_at=at(4)),
        ]

        assert told(build_books(rows).attention, "code") == ["foreign_currency"]
