"""What an option turned into, to the last tenth of a cent, and what it has nothing to do with."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.books import Books
from lib.domain.ledger import Rules, build_books
from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction
from lib.domain.views import View
from tests.domain.rows import at, call, delivered, future, put, removal, short, told

FRIDAY = at(21, 21)
BTO, STC = Action.BUY_TO_OPEN, Action.SELL_TO_CLOSE
OF_A_FUTURE: dict[str, Any] = {
    "symbol": "./ESH5 EW1F5 250103P4900",
    "underlying": "/ES",
    "instrument_type": InstrumentType.FUTURE_OPTION,
    "strike": "4900",
    "right": OptionRight.PUT,
    "expires_on": date(2025, 1, 3),
    "multiplier": "50",
}


def gone(quantity: str = "1", sub_type: str = "Assignment", **named: object) -> Transaction:
    """Return a row that takes an option away."""
    return removal(sub_type, quantity, **({"executed_at": FRIDAY} | named))


def came(quantity: str, price: str, **given: object) -> Transaction:
    """Return shares that are bought at a strike."""
    return delivered(BTO, quantity, price, **({"executed_at": FRIDAY} | given))


def folded(rows: list[Transaction]) -> Books:
    """Return the books in the tax office's view."""
    return build_books(rows, Rules(view=View.FOLD))


class TestAStrike:
    @pytest.mark.parametrize(("price", "links"), [("49.995", 1), ("50.005", 1), ("49.994", 0), ("50.006", 0)])
    def test_is_met_to_half_a_cent_by_shares(self, price: str, links: int) -> None:
        assert len(build_books([gone(**put()), came("100", price)]).deliveries) == links

    @pytest.mark.parametrize(("price", "links"), [("199.995", 1), ("200.005", 1), ("199.994", 0), ("200.006", 0)])
    def test_is_met_to_half_a_cent_a_share_by_what_an_adjusted_option_delivers(self, price: str, links: int) -> None:
        rows = [gone("6", **put(22, "ABC1")), came("66", price)]  # 6 * 22 * 100 = 66 * 200

        assert len(build_books(rows).deliveries) == links

    @pytest.mark.parametrize(("price", "links"), [("40.005", 1), ("39.995", 1), ("40.006", 0), ("39.994", 0)])
    def test_is_met_to_half_a_cent_by_more_shares_than_a_hundred(self, price: str, links: int) -> None:
        rows = [gone(**call(40, "ABC1")), delivered(STC, "150", price, executed_at=FRIDAY)]

        assert len(build_books(rows).deliveries) == links

    @pytest.mark.parametrize(("price", "links"), [("4900.0049", 1), ("4899.9951", 1), ("4900.005", 0), ("4899.995", 0)])
    def test_is_met_to_a_millionth_by_a_future(self, price: str, links: int) -> None:
        bought = future(Action.BUY, "1", price, type="Receive Deliver", executed_at=FRIDAY)

        assert len(build_books([gone(**OF_A_FUTURE), bought]).deliveries) == links


class TestSharesBoughtAtAStrike:
    def test_have_nothing_to_do_with_an_option_that_expired(self) -> None:
        assert build_books([gone("1", "Expiration", **put()), came("100", "50")]).deliveries == ()

    @pytest.mark.parametrize("nameless", [{"right": None}, {"strike": None}])
    def test_have_nothing_to_do_with_an_option_of_which_half_is_known(self, nameless: dict[str, None]) -> None:
        assert build_books([gone("1", **(put() | nameless)), came("100", "50")]).deliveries == ()

    def test_have_nothing_to_do_with_an_adjusted_option_of_no_quantity(self) -> None:
        assert build_books([gone("0", **put(50, "ABC1")), came("150", "50")]).deliveries == ()

    def test_are_a_plain_option_s_where_a_hundred_a_contract_are_left(self) -> None:
        rows = [gone("2", id="plain", **put()), gone("1", id="adjusted", **put(50, "ABC1")), came("300", "50")]

        assert told(build_books(rows).deliveries, "option_row", "units") == [("plain", 200)]


class TestFolding:
    def test_carries_what_the_assignment_itself_was_charged(self) -> None:
        rows = [short("1", "200", fees="-1.12", **put()), gone("1", fees="-5", **put()), came("100", "50")]

        books = folded(rows)

        assert books.closings == ()
        assert told(books.open_lots, "value", "fees") == [(Decimal("-4806.12"), 0)]  # 5000 - 200 + 1.12 + 5

    def test_loses_nothing_when_a_part_was_delivered_before_the_option_was_taken_away(self) -> None:
        rows = [
            short("2", "400", **put()),
            came("100", "50", executed_at=FRIDAY - timedelta(seconds=10)),
            gone("2", **put()),
            came("100", "50", executed_at=FRIDAY + timedelta(seconds=20)),
        ]

        books = folded(rows)

        assert len(books.deliveries) == 2
        cash = sum(closing.gross for closing in books.closings) + sum(lot.value for lot in books.open_lots)
        assert cash == -9600  # 400 - 2 * 5000, whichever line it is in
