"""Futures that end by their final settlement, with or without a price."""

from datetime import date
from decimal import Decimal

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from lib.domain.views import Rules, View
from tests.domain.rows import at, future, mark, removal, short, told
from tests.domain.test_future_option_deliveries import TestAFutureOption

BUY, SELL = Action.BUY, Action.SELL
DAY = date(2025, 3, 1)
OPTION = TestAFutureOption.NAMED


def settlement(value: str, price: str | None = None, quantity: str = "1", **given: object) -> Transaction:
    """Return a final settlement."""
    named = {"type": "Receive Deliver", "sub_type": "Futures Settlement", "action": None}
    return future(SELL, quantity, price, value, **(named | given))


class TestAFinalSettlement:
    def test_closes_at_its_price(self) -> None:
        rows = [
            future(BUY, "1", "15", multiplier="1000"),
            mark("1200", "16.20", executed_at=at(4, 22)),
            settlement("650", "16.85", multiplier="1000", executed_at=at(5)),
        ]

        books = build_books(rows)

        assert told(books.closings, "gross", "reason") == [(1850, "settlement")]  # 1200 + 650
        assert sum(event.amount for event in books.cash_events) == 1850
        assert books.attention == ()

    def test_closes_at_the_last_mark_and_the_cash_since_when_it_has_no_price(self) -> None:
        rows = [
            future(SELL, "1", "5000"),
            mark("-500", "5,010", executed_at=at(4, 22)),
            settlement("250", executed_at=at(5)),
        ]

        assert told(build_books(rows).closings, "is_short", "gross") == [(True, -250)]  # -500 + 250

    def test_counts_from_its_own_price_what_was_opened_after_the_last_mark(self) -> None:
        rows = [
            future(BUY, "1", "4990"),
            mark("500", "5000", executed_at=at(3, 22)),
            future(BUY, "1", "5010", executed_at=at(4)),
            settlement("1500", quantity="2", executed_at=at(5)),  # at 5020: 20 * 50 and 10 * 50
        ]

        books = build_books(rows)

        assert told(books.closings, "value_open", "gross") == [(-249_500, 1500), (-250_500, 500)]  # 30 * 50, 10 * 50

    def test_forgets_the_mark_of_what_is_long_gone(self) -> None:
        rows = [
            future(BUY, "1", "4990"),
            mark("500", "5000", executed_at=at(3, 22)),
            future(SELL, "1", "5000", executed_at=at(4)),
            future(SELL, "1", "5100", executed_at=at(6)),
            settlement("1000", executed_at=at(7)),
        ]

        assert told(build_books(rows).closings, "is_short", "gross") == [(False, 500), (True, 1000)]

    @pytest.mark.parametrize(
        ("rules", "cash", "closed"),
        [
            (Rules(), "1000", (-249_500, 1500)),  # at 5020: 30 * 50, of which 10 * 50 had been settled
            (Rules(lifo_from=DAY), "500", (-250_500, 500)),  # at 5020: 10 * 50
        ],
    )
    def test_of_a_part_counts_from_the_lots_that_it_closes(
        self, rules: Rules, cash: str, closed: tuple[int, int]
    ) -> None:
        rows = [
            future(BUY, "1", "4990"),
            mark("500", "5000", executed_at=at(3, 22)),
            future(BUY, "1", "5010", executed_at=at(4)),
            settlement(cash, executed_at=at(5)),
        ]

        assert told(build_books(rows, rules).closings, "value_open", "gross") == [closed]

    def test_of_the_youngest_needs_no_price_of_the_mark_before_it(self) -> None:
        rows = [
            future(BUY, "1", "4990"),
            mark("1500", "unknown", quantity="3", executed_at=at(3, 22)),  # of three, two of them unknown here
            future(BUY, "1", "5010", executed_at=at(4)),
            settlement("500", executed_at=at(5)),  # at 5020: 10 * 50
        ]

        books = build_books(rows, Rules(lifo_from=DAY))

        assert told(books.closings, "value_open", "gross") == [(-250_500, 500)]
        assert "no_price" not in {its.code for its in books.attention}

    def test_of_more_than_is_here_brings_what_is_here_its_share(self) -> None:
        rows = [future(BUY, "1", "5000"), settlement("900", quantity="3", executed_at=at(4))]

        books = build_books(rows)

        assert told(books.closings, "gross") == [300]
        assert told(books.attention, "code") == ["unmatched_close"]

    def test_counts_from_the_cash_of_a_mark_that_names_no_price(self) -> None:
        rows = [
            future(BUY, "2", "4990"),
            mark("1000", "unknown", executed_at=at(3, 22)),  # at 5000: 10 * 2 * 50
            future(BUY, "1", "5005", executed_at=at(4)),
            mark("1250", "unknown", executed_at=at(4, 22)),  # at 5010: 10 * 2 * 50 and 5 * 50
            settlement("1500", quantity="3", executed_at=at(5)),  # at 5020: 10 * 3 * 50
        ]

        books = build_books(rows)

        assert told(books.closings, "gross") == [3000, 750]  # 30 * 2 * 50, 15 * 50
        assert books.attention == ()

    def test_counts_from_the_cash_of_a_short_position_s_marks(self) -> None:
        rows = [
            future(SELL, "1", "5000"),
            mark("500", "unknown", quantity="1", executed_at=at(3, 22)),
            settlement("-200", executed_at=at(5)),
        ]

        assert told(build_books(rows).closings, "is_short", "gross") == [(True, 300)]

    @pytest.mark.parametrize("quantity", ["0", "1"])
    def test_after_a_mark_that_nobody_can_price_is_not_guessed_at(self, quantity: str) -> None:
        """The first mark is of three contracts, of which two were bought before the first row."""
        rows = [
            future(BUY, "1", "4990"),
            mark("1500", "unknown", quantity="3", executed_at=at(3, 22)),
            mark("500", "unknown", quantity=quantity, executed_at=at(4, 22)),
            settlement("1000", executed_at=at(5)),
        ]

        books = build_books(rows)

        assert books.closings == ()
        assert told(books.open_lots, "quantity") == [1]
        assert told(books.cash_events, "kind", "amount") == [
            ("mark_to_market", 1500),
            ("mark_to_market", 500),
            ("unclassified", 1000),
        ]
        assert told(books.attention, "code") == ["no_price"]

    def test_of_a_part_is_not_held_up_by_a_lot_that_it_leaves(self) -> None:
        rows = [
            future(BUY, "1", "4990"),
            future(BUY, "1", "4980", executed_at=at(4)),
            settlement("1000", executed_at=at(5)),
        ]

        assert told(build_books(rows).closings, "gross") == [1000]

    def test_of_a_future_that_was_assigned_keeps_the_premium_in_the_folded_view(self) -> None:
        rows = [
            short("1", "1000", **OPTION),
            removal("Assignment", "1", executed_at=at(4, 21), **OPTION),
            future(BUY, "1", "4900", type="Receive Deliver", sub_type="Buy", executed_at=at(4, 21)),
            settlement("500", executed_at=at(5)),  # at 4910: 10 * 50
        ]

        assert told(build_books(rows).closings, "gross") == [1000, 500]
        assert told(build_books(rows, Rules(view=View.FOLD)).closings, "gross") == [1500]

    def test_counts_from_what_its_owner_says_that_one_from_elsewhere_had_cost(self) -> None:
        arrived = future(
            Action.BUY_TO_OPEN, "1", "5000", type="Receive Deliver", sub_type="ACAT", basis=Decimal(249_000)
        )

        books = build_books([arrived, settlement("100", executed_at=at(5))])

        assert told(books.closings, "value_open", "gross") == [(-249_000, 100)]

    def test_counts_from_what_its_owner_says_that_it_had_cost(self) -> None:
        told_later = settlement("100", basis=Decimal(249_000))

        assert told(build_books([told_later]).closings, "value_open", "gross") == [(-249_000, 100)]

    def test_at_a_trillion_is_none(self) -> None:
        rows = [future(BUY, "1", "5000"), settlement("0", "20000000000", executed_at=at(4))]

        books = build_books(rows)

        assert told(books.open_lots, "quantity") == [1]
        assert told(books.attention, "code") == ["unlikely_price"]

    def test_closes_at_its_cash_when_there_was_no_mark(self) -> None:
        rows = [future(BUY, "2", "5000"), settlement("300", quantity="2", executed_at=at(4))]

        assert told(build_books(rows).closings, "gross") == [300]

    def test_of_nothing_held_keeps_its_cash(self) -> None:
        lone = settlement("300")

        books = build_books([lone])

        assert told(books.cash_events, "kind", "amount") == [("mark_to_market", 300)]
        assert told(books.attention, "code") == ["unmatched_close"]

    def test_of_a_part_found_here_keeps_all_its_cash(self) -> None:
        rows = [future(BUY, "1", "5000"), settlement("300", "5010", "3", executed_at=at(4))]

        books = build_books(rows)

        assert told(books.closings, "quantity", "gross") == [(1, 500)]
        assert told(books.cash_events, "amount") == [300]
        assert told(books.attention, "code") == ["unmatched_close"]
