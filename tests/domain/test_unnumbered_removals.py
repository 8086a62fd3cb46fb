"""Assignments and exercises whose row gives no quantity, or comes between the rows that deliver."""

from datetime import date

import pytest

from lib.domain.books import Books
from lib.domain.ledger import Rules, build_books
from lib.domain.transactions import Action, Transaction
from lib.domain.views import View
from tests.domain.rows import at, buy, call, delivered, future, option, put, removal, short, told
from tests.domain.test_future_option_deliveries import TestAFutureOption

FRIDAY = at(21, 21)
BTO, STC = Action.BUY_TO_OPEN, Action.SELL_TO_CLOSE


def folded(rows: list[Transaction]) -> Books:
    """Return the books in the tax office's view."""
    return build_books(rows, Rules(view=View.FOLD))


class TestARemovalBetweenTheRowsThatDeliver:
    @pytest.mark.parametrize("quantity", ["2", "0"])
    @pytest.mark.parametrize("seconds", [(0, 0, 0), (0, 1, 2), (1, 0, 2), (0, 2, 1), (2, 1, 0)])
    def test_is_folded_into_both(self, quantity: str, seconds: tuple[int, int, int]) -> None:
        first, gone, second = (at(21, 21, 0, its) for its in seconds)
        rows = [
            short("2", "200", **put()),
            delivered(BTO, "100", "50", executed_at=first),
            removal("Assignment", quantity, executed_at=gone, **put()),
            delivered(BTO, "100", "50", executed_at=second),
        ]

        assert told(build_books(rows).closings, "quantity", "gross") == [(2, 200)]
        assert folded(rows).closings == ()
        assert told(folded(rows).open_lots, "quantity", "value") == [(100, -4900), (100, -4900)]  # 5000 - 100


class TestARemovalWithoutAQuantity:
    def test_is_of_the_contracts_that_were_delivered(self) -> None:
        rows = [
            short("3", "300", **put()),
            removal("Assignment", "0", executed_at=FRIDAY, **put()),
            delivered(BTO, "200", "50", executed_at=FRIDAY),
        ]

        assert told(build_books(rows).closings, "quantity", "gross") == [(2, 200)]
        assert told(build_books(rows).open_lots, "quantity") == [200, -1]
        assert told(folded(rows).open_lots, "quantity", "value") == [(200, -9800), (-1, 100)]
        assert build_books(rows).attention == ()

    def test_leaves_a_row_to_another_one_like_it(self) -> None:
        rows = [
            short("3", "300", **put()),
            removal("Assignment", "0", id="a", executed_at=FRIDAY, **put()),
            removal("Assignment", "0", id="b", executed_at=FRIDAY, **put()),
            delivered(BTO, "100", "50", id="c", executed_at=FRIDAY),
            delivered(BTO, "200", "50", id="d", executed_at=FRIDAY),
        ]

        books = build_books(rows)

        assert told(books.deliveries, "option_row", "stock_row", "contracts") == [("a", "c", 1), ("b", "d", 2)]
        assert told(books.closings, "closing_id", "quantity") == [("a", 1), ("b", 2)]
        assert books.attention == ()

    def test_takes_what_others_with_a_quantity_leave(self) -> None:
        rows = [
            buy("3", "-300", **call()),
            removal("Exercise", "0", id="a", executed_at=FRIDAY, **call()),
            removal("Exercise", "2", id="b", executed_at=FRIDAY, **call()),
            delivered(BTO, "200", "50", executed_at=FRIDAY),
            delivered(BTO, "100", "50", executed_at=FRIDAY),
        ]

        linked = {one.option_row: one.units for one in build_books(rows).deliveries}

        assert linked == {"a": 100, "b": 200}

    def test_of_an_adjusted_option_is_told_by_its_whole_strike_value(self) -> None:
        gree = option(put()["right"], 22, "GREE1", date(2025, 3, 21))
        stock = {"symbol": "GREE", "underlying": "GREE", "executed_at": FRIDAY}
        rows = [
            short("6", "3360", **gree),
            removal("Assignment", "0", executed_at=FRIDAY, **gree),
            delivered(BTO, "66", "200", **stock),  # 6 * 100 * 22 over 66 shares
        ]

        assert told(build_books(rows).deliveries, "contracts", "units") == [(6, 66)]
        assert told(folded(rows).open_lots, "value") == [-9840]  # 3360 - 13200

    def test_of_an_option_on_a_future_is_of_as_many_futures(self) -> None:
        named = TestAFutureOption.NAMED
        rows = [
            short("2", "2000", **named),
            removal("Assignment", "0", executed_at=FRIDAY, **named),
            future(Action.BUY, "2", "4900", type="Receive Deliver", sub_type="Buy", executed_at=FRIDAY),
        ]

        assert told(build_books(rows).deliveries, "contracts") == [2]
        assert [lot.value for lot in folded(rows).open_lots] == [2000 - 2 * 4900 * 50]

    @pytest.mark.parametrize(
        ("quantity", "price", "strike"),
        [("150", "50", "50"), ("200", "25", "50"), ("100", "51", "50"), ("100", "0", "0")],
    )
    def test_is_of_all_where_nothing_that_fits_was_delivered(self, quantity: str, price: str, strike: str) -> None:
        rows = [
            short("2", "200", **put()),
            removal("Assignment", "0", executed_at=FRIDAY, **(put() | {"strike": strike})),
            delivered(BTO, quantity, price, executed_at=FRIDAY),
        ]

        books = build_books(rows)

        assert books.deliveries == ()
        assert told(books.closings, "quantity") == [2]

    def test_of_another_month_s_future_is_not_that_one_s(self) -> None:
        rows = [
            removal("Assignment", "0", executed_at=FRIDAY, **TestAFutureOption.NAMED),
            future(Action.BUY, "2", "4900", type="Receive Deliver", sub_type="Buy", symbol="/ESM5", executed_at=FRIDAY),
        ]

        assert build_books(rows).deliveries == ()
