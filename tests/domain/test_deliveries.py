"""What exercised and assigned options turn into, in the broker's view and in the tax office's."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.books import Books
from lib.domain.ledger import build_books
from lib.domain.transactions import Action, InstrumentType, Transaction
from lib.domain.views import Rules, View
from tests.domain.rows import at, buy, call, cover, delivered, put, removal, row, sell, short, told

FRIDAY = at(21, 21)
FOLD = Rules(view=View.FOLD)
BTO, STO, BTC, STC = Action.BUY_TO_OPEN, Action.SELL_TO_OPEN, Action.BUY_TO_CLOSE, Action.SELL_TO_CLOSE


def folded(rows: list[Transaction]) -> Books:
    """Return the books in the tax office's view."""
    return build_books(rows, FOLD)


def net(books: Books) -> Decimal:
    """Sum what was realized."""
    return sum((closing.net for closing in books.closings), Decimal(0))


def assigned_put(price: str = "50", **given: object) -> list[Transaction]:
    """Return a short put of 50, brought 200, that is assigned."""
    came = {"id": "came", "fees": "-5", "executed_at": FRIDAY}
    return [
        short("1", "200", fees="-1.12", **put()),
        removal("Assignment", "1", id="gone", executed_at=FRIDAY, **put()),
        delivered(BTO, "100", price, **(came | given)),
    ]


class TestAnAssignedPut:
    def test_is_linked_with_the_shares_in_every_view(self) -> None:
        for books in (build_books(assigned_put()), folded(assigned_put())):
            assert told(books.deliveries, "option_row", "stock_row", "kind", "contracts", "units", "at") == [
                ("gone", "came", "assignment", 1, 100, FRIDAY)
            ]
            assert told(books.deliveries, "option_symbol", "stock_symbol", "underlying") == [
                ("ABC   250321P00050000", "ABC", "ABC")
            ]

    def test_ends_by_itself_in_the_brokers_view(self) -> None:
        books = build_books(assigned_put())

        assert told(books.closings, "gross", "reason") == [(200, "assignment")]
        assert told(books.open_lots, "value", "fees") == [(-5000, -5)]

    def test_lowers_the_cost_of_the_shares_in_the_other(self) -> None:
        books = folded(assigned_put())

        assert books.closings == ()
        assert told(books.open_lots, "value", "fees") == [(Decimal("-4801.12"), -5)]  # 5000 - 200 + 1.12

    def test_comes_to_the_same_in_both_once_all_is_sold(self) -> None:
        rows = [*assigned_put(), sell("100", "4800", fees="-0.18", executed_at=at(25))]

        assert net(build_books(rows)) == net(folded(rows)) == Decimal("-6.30")  # 200 - 200 - 1.12 - 5 - 0.18

    @pytest.mark.parametrize("apart", [-60, -7, 0, 7, 60])
    def test_may_be_told_a_minute_apart(self, apart: int) -> None:
        books = folded(assigned_put(executed_at=FRIDAY + timedelta(seconds=apart)))

        assert told(books.open_lots, "value") == [Decimal("-4801.12")]

    @pytest.mark.parametrize(
        "other",
        [
            {"executed_at": FRIDAY + timedelta(seconds=61)},
            {"price": "51"},
            {"underlying": "XYZ"},
            {"action": STO},
            {"sub_type": "ACAT"},
            {"instrument_type": InstrumentType.FUTURE},
        ],
    )
    def test_is_not_linked_with_anything_else(self, other: dict[str, Any]) -> None:
        assert build_books(assigned_put(**other)).deliveries == ()

    def test_is_not_linked_with_fewer_shares(self) -> None:
        fewer = delivered(BTO, "50", "50", executed_at=FRIDAY)

        assert build_books([*assigned_put()[:2], fewer]).deliveries == ()

    def test_keeps_the_part_that_was_not_assigned(self) -> None:
        rows = [short("3", "600", **put()), *assigned_put()[1:]]

        books = folded(rows)

        assert told(books.open_lots, "quantity", "value") == [(100, -4800), (-2, 400)]

    def test_that_was_opened_before_the_first_row_folds_nothing(self) -> None:
        books = folded(assigned_put()[1:])

        assert told(books.open_lots, "value") == [-5000]
        assert told(books.attention, "code") == ["unmatched_close"]

    @pytest.mark.parametrize("quantity", ["0", "1"])
    def test_needs_a_strike_to_be_linked(self, quantity: str) -> None:
        nameless = removal("Assignment", quantity, executed_at=FRIDAY, **(put() | {"strike": None}))

        assert build_books([nameless, assigned_put()[2]]).deliveries == ()

    def test_takes_the_price_from_the_value_where_there_is_none(self) -> None:
        rows = assigned_put()
        rows[2] = replace(rows[2], price=None)

        assert len(build_books(rows).deliveries) == 1


class TestACalledAwayShare:
    def test_is_sold_for_the_strike_and_the_premium(self) -> None:
        rows = [
            buy("100", "-4000"),
            short("1", "150", fees="-1.12", **call(45)),
            removal("Assignment", "1", executed_at=FRIDAY, **call(45)),
            delivered(STC, "100", "45", executed_at=FRIDAY),
        ]

        assert told(folded(rows).closings, "gross", "value_open") == [(Decimal("648.88"), -4000)]  # 500 + 150 - 1.12
        assert net(build_books(rows)) == net(folded(rows))


class TestAnExercisedSpread:
    def test_goes_into_both_deliveries_though_the_sale_comes_first(self) -> None:
        rows = [
            short("1", "61", **call(14)),
            buy("1", "-32", **call(15)),
            removal("Exercise", "1", executed_at=FRIDAY, sequence=3, **call(15)),
            removal("Assignment", "1", executed_at=FRIDAY, sequence=4, **call(14)),
            delivered(STC, "100", "14", executed_at=FRIDAY, sequence=6),
            delivered(BTO, "100", "15", executed_at=FRIDAY, sequence=7),
        ]

        books = folded(rows)

        assert told(books.closings, "gross") == [-71]  # 1400 + 61 - 1500 - 32
        assert books.open_lots == ()
        assert told(books.deliveries, "kind") == ["exercise", "assignment"]

    def test_of_a_long_put_sells(self) -> None:
        rows = [
            buy("1", "-100", **put()),
            removal("Exercise", "1", executed_at=FRIDAY, **put()),
            delivered(STO, "100", "50", executed_at=FRIDAY),
        ]

        assert told(folded(rows).open_lots, "quantity", "value") == [(-100, 4900)]


class TestAnAdjustedOption:
    def test_is_linked_by_its_whole_strike_value(self) -> None:
        named = put(22, "ABC1")
        rows = [
            short("6", "3360", **named),
            removal("Assignment", "6", executed_at=FRIDAY, **named),
            delivered(BTO, "66", "200", executed_at=FRIDAY),
        ]

        books = build_books(rows)

        assert told(books.deliveries, "contracts", "units") == [(6, 66)]  # 6 * 22 * 100 = 66 * 200

    def test_is_not_linked_by_its_strike(self) -> None:
        named = put(22, "ABC1")
        rows = [removal("Assignment", "6", executed_at=FRIDAY, **named), delivered(BTO, "66", "22", executed_at=FRIDAY)]

        assert build_books(rows).deliveries == ()

    def test_may_deliver_more_than_a_hundred_shares_at_its_strike(self) -> None:
        named = call(40, "ABC1")  # after three for two
        rows = [
            buy("150", "-6000"),
            short("1", "300", fees="-1", **named),
            removal("Assignment", "1", executed_at=FRIDAY, **named),
            delivered(STC, "150", "40", executed_at=FRIDAY),
        ]

        assert told(build_books(rows).deliveries, "contracts", "units") == [(1, 150)]
        assert told(folded(rows).closings, "quantity", "gross") == [(150, 299)]  # 300 - 1

    def test_leaves_shares_at_its_strike_to_what_they_are_from(self) -> None:
        adjusted, plain = call(40, "ABC1"), call(40)
        rows = [
            removal("Assignment", "1", executed_at=FRIDAY, id="a", **adjusted),
            removal("Assignment", "3", executed_at=FRIDAY, id="p", **plain),
            delivered(STC, "150", "40", executed_at=FRIDAY, id="150"),
            delivered(STC, "150", "40", executed_at=FRIDAY, id="other 150"),
            delivered(STC, "66", "60", executed_at=FRIDAY, id="66"),
        ]

        assert told(build_books(rows).deliveries, "option_row", "units") == [("p", 150), ("p", 150)]

    def test_is_not_linked_in_parts(self) -> None:
        named = put(22, "ABC1")
        stock = delivered(BTO, "132", "200", executed_at=FRIDAY)
        rows = [removal("Assignment", "6", executed_at=FRIDAY, **named), stock]

        assert build_books(rows).deliveries == ()


class TestFolding:
    def test_adds_what_a_delivery_brings_to_what_the_owner_says_of_its_cost(self) -> None:
        books = folded(assigned_put(basis=Decimal(6000)))

        assert told(books.open_lots, "value", "basis_source") == [(Decimal("-5801.12"), "user")]  # 6000 - 198.88

    def test_goes_with_the_shares_into_what_nobody_opened(self) -> None:
        rows = [
            short("1", "150", **call(45)),
            removal("Assignment", "1", executed_at=FRIDAY, **call(45)),
            delivered(STC, "100", "45", executed_at=FRIDAY),
        ]

        books = folded(rows)

        assert books.closings == ()
        assert told(books.attention, "code") == ["unmatched_close"]

    def test_leaves_options_that_delivered_nothing(self) -> None:
        rows = [cover("1", "-20", **call(), executed_at=at(4)), short("1", "150", **call())]

        assert told(folded(rows).closings, "gross") == [130]

    def test_lists_an_option_whose_shares_were_booked_before_it_could_be(self) -> None:
        rows = [
            row(type="Receive Deliver", sub_type="Assignment", quantity="2", executed_at=FRIDAY, id="a", **put()),
            delivered(BTO, "200", "50", executed_at=FRIDAY),
            short("1", "100", **put()),
        ]

        books = folded(rows)

        assert told(books.open_lots, "value") == [-9900]
        assert told(books.attention, "code") == ["unmatched_close"]
