"""Daily settlements that are posted after the final one: a flat future has earned what its cash came to."""

from datetime import datetime
from decimal import Decimal

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from tests.domain.rows import at, future, mark, told
from tests.domain.test_final_settlements import settlement

BUY, SELL = Action.BUY, Action.SELL


class TestAMarkAfterTheFinalSettlement:
    @pytest.mark.parametrize(
        ("price", "late", "cash"),
        [
            ("5020", "500", "0"),  # the last day's mark itself
            ("5010", "500", "500"),  # the mark before the last
            ("5020", "0", "1000"),  # nothing more than a word about the price
        ],
    )
    @pytest.mark.parametrize("posted", [at(5, 15, 3), at(6, 15), at(9, 15)])
    def test_counts_where_it_belongs(self, price: str, late: str, cash: str, posted: datetime) -> None:
        rows = [
            future(BUY, "1", "5000", executed_at=at(4)),
            settlement(cash, executed_at=at(5)),
            mark(late, price, executed_at=posted),
        ]
        cash_moved = Decimal(late) + Decimal(cash)

        books = build_books(rows)

        assert told(books.closings, "gross") == [cash_moved]
        assert sum(event.amount for event in books.cash_events) == cash_moved
        assert books.attention == ()

    def test_adds_to_what_the_one_before_had_settled(self) -> None:
        rows = [
            future(SELL, "2", "5000"),
            mark("-1000", "5010", executed_at=at(4, 22)),
            settlement("250", quantity="2", executed_at=at(5)),
            mark("750", "5000", executed_at=at(5, 23)),
        ]

        books = build_books(rows)

        assert told(books.closings, "gross") == [0]  # -1000 + 250 + 750: sold and settled at 5000
        assert books.attention == ()

    @pytest.mark.parametrize(("quantities", "gross"), [(("1", "3"), [200, 600]), (("0",), [800])])
    def test_is_shared_by_the_rows_that_settle(self, quantities: tuple[str, ...], gross: list[int]) -> None:
        rows = [
            future(BUY, "4", "5000"),
            *(settlement("0", quantity=quantity, executed_at=at(5)) for quantity in quantities),
            mark("800", "5004", executed_at=at(6)),  # 4 * 4 * 50
        ]

        assert told(build_books(rows).closings, "gross") == gross

    def test_changes_nothing_where_the_price_is_known(self) -> None:
        rows = [future(BUY, "1", "5000"), settlement("0", "5010", executed_at=at(5)), mark("500", executed_at=at(6))]

        books = build_books(rows)

        assert told(books.closings, "gross") == [500]
        assert books.attention == ()

    @pytest.mark.parametrize(
        "other",
        [
            mark("500", executed_at=at(9, 15, 0, 1)),  # more than four days
            mark("500", symbol="/ESM5", executed_at=at(6)),
            mark("500", executed_at=at(6), reverses="1"),
        ],
    )
    def test_is_one_of_that_position_within_four_days(self, other: Transaction) -> None:
        rows = [future(BUY, "1", "5000", executed_at=at(4)), settlement("100", executed_at=at(5)), other]

        assert told(build_books(rows).closings, "gross") == [100]

    def test_is_none_where_the_future_is_traded_on(self) -> None:
        rows = [
            future(BUY, "2", "5000"),
            settlement("100", executed_at=at(5)),
            mark("300", "5006", executed_at=at(5, 22)),
            future(SELL, "1", "5006", "0", executed_at=at(6)),
        ]

        assert told(build_books(rows).closings, "gross") == [100, 300]

    def test_that_was_taken_back_does_not_count(self) -> None:
        rows = [
            future(BUY, "1", "5000", executed_at=at(4)),
            settlement("100", executed_at=at(5)),
            mark("500", executed_at=at(6), broker_id="7"),
            mark("-500", executed_at=at(6, 16), reverses="7"),
        ]

        assert told(build_books(rows).closings, "gross") == [100]

    def test_is_not_kept_from_it_by_a_fill_that_was_taken_back(self) -> None:
        rows = [
            future(BUY, "1", "5000"),
            settlement("100", executed_at=at(5)),
            mark("500", executed_at=at(6)),
            future(SELL, "1", "5000", executed_at=at(7), broker_id="8"),
            future(BUY, "1", "5000", executed_at=at(7, 16), reverses="8"),
        ]

        assert told(build_books(rows).closings, "gross") == [600]
