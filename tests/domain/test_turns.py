"""Several turns of one symbol within one moment: the broker's own order, else one in which every row finds its lots."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given

from lib.domain.ledger import Rules, build_books
from lib.domain.transactions import Action, Transaction
from lib.domain.views import View
from tests.domain import histories_trading as trading
from tests.domain.histories_broker import ZERO, History
from tests.domain.histories_counting import broker, cash_of_books, cash_of_rows, quantities
from tests.domain.histories_of_all_kinds import LAW, histories
from tests.domain.rows import at, buy, cover, delivered, future, put, removal, sell, short, told

OF_THEMSELVES = (trading.stocks, trading.options, trading.futures)


def numbered(*rows: Transaction, are_numbered: bool = True) -> list[Transaction]:
    """Return rows with the broker's numbers, or without any."""
    return [replace(row, sequence=number if are_numbered else 0) for number, row in enumerate(rows, start=1)]


@pytest.mark.parametrize("are_numbered", [True, False])
class TestTurnsWithinOneSecond:
    def test_of_a_future_that_goes_through_zero_lose_no_close(self, *, are_numbered: bool) -> None:
        rows = numbered(
            future(Action.SELL, "1", "100"),
            future(Action.BUY, "2", "100"),  # a scratch, and one more
            future(Action.SELL, "1", "100.01", "0.50"),
            future(Action.SELL, "1", "100"),
            future(Action.BUY, "1", "100", executed_at=at(3, 15, 6)),
            are_numbered=are_numbered,
        )

        books = build_books(rows)

        assert books.open_lots == ()
        assert books.attention == ()
        assert sum(closing.gross for closing in books.closings) == Decimal("0.50")  # 0.01 x 50
        assert sum(event.amount for event in books.cash_events) == Decimal("0.50")

    def test_of_shares_from_short_to_long_and_back_find_their_lots(self, *, are_numbered: bool) -> None:
        rows = numbered(
            short("1", "100"), cover("1", "-90"), buy("1", "-90"), sell("1", "95"), short("1", "95"),
            are_numbered=are_numbered,
        )  # fmt: skip

        books = build_books(rows)

        assert books.attention == ()
        assert told(books.open_lots, "quantity") == [-1]
        assert sum(closing.gross for closing in books.closings) + books.open_lots[0].value == 110  # 100-90-90+95+95

    def test_do_not_depend_on_the_order_of_the_rows(self, *, are_numbered: bool) -> None:
        rows = numbered(
            short("1", "100"), cover("1", "-90"), buy("1", "-90"), sell("1", "95"), short("1", "95"),
            are_numbered=are_numbered,
        )  # fmt: skip
        books = build_books(rows)

        assert all(build_books(order) == books for order in permutations(rows))

    def test_of_an_option_end_with_what_expires(self, *, are_numbered: bool) -> None:
        rows = numbered(
            short("1", "20", **put()), cover("1", "-10", **put()), buy("2", "-20", **put()),
            removal("Expiration", "2", **put()), are_numbered=are_numbered,
        )  # fmt: skip

        books = build_books(rows)

        assert (books.attention, books.open_lots) == ((), ())
        assert sum(closing.gross for closing in books.closings) == -10  # 20 - 10 - 20


class TestTheBrokersNumbers:
    def test_say_which_lot_is_the_youngest(self) -> None:
        rows = numbered(buy("1", "-100"), sell("1", "110"), buy("1", "-105"), sell("1", "120"))

        books = build_books(rows, Rules(lifo_from=date(2025, 3, 1)))

        assert told(books.closings, "gross") == [10, 15]  # 110 - 100, 120 - 105

    def test_do_not_stand_where_a_sale_comes_before_its_purchase(self) -> None:
        books = build_books(numbered(sell("1", "110"), buy("1", "-100")))

        assert told(books.closings, "gross") == [10]
        assert books.attention == ()

    def test_of_which_two_are_the_same_order_nothing(self) -> None:
        rows = [sell("1", "110", sequence=7), buy("1", "-100", sequence=7)]

        assert told(build_books(rows).closings, "gross") == [10]


class TestRowsThatFindNothing:
    def test_come_after_those_that_do(self) -> None:
        rows = [short("1", "10"), cover("2", "-30", id="a"), cover("1", "-9", id="b"), sell("5", "1", id="c")]

        books = build_books(rows)

        assert told(books.closings, "closing_id", "gross") == [("b", 1)]
        assert [item.transaction_ids for item in books.attention] == [("a", "c")]

    def test_leave_what_is_held_on_their_own_side(self) -> None:
        books = build_books([short("1", "10", id="a"), sell("1", "12", id="b", executed_at=at(4))])

        assert told(books.open_lots, "opening_id", "quantity") == [("a", -1)]
        assert books.closings == ()
        assert told(books.attention, "code", "transaction_ids") == [("unmatched_close", ("b",))]

    def test_are_given_up_where_there_are_too_many_ways(self) -> None:
        bought = [buy(str(size), "-1") for size in range(1, 13)]  # 78 shares, in 4,096 parts of them

        books = build_books([*bought, sell("79", "79")])

        assert sum(closing.quantity for closing in books.closings) == 78
        assert told(books.attention, "code") == ["unmatched_close"]

    def test_end_all_that_is_left_when_they_name_no_quantity(self) -> None:
        rows = numbered(
            removal("Expiration", "0", id="e", **put()), short("2", "20", **put()), cover("1", "-5", **put())
        )

        books = build_books(rows)

        assert books.open_lots == ()
        assert books.closings[-1].closing_id == "e"


class TestABareFill:
    def test_that_settles_cash_finds_what_it_closes_first(self) -> None:
        rows = [
            future(Action.BUY, "1", "100", executed_at=at(3)),
            future(Action.SELL, "1", "101", id="opens", executed_at=at(4)),
            future(Action.SELL, "1", "101", "50", id="closes", executed_at=at(4)),
        ]

        books = build_books(rows)

        assert told(books.closings, "closing_id") == ["closes"]
        assert told(books.open_lots, "opening_id") == ["opens"]

    def test_at_its_own_cost_closes_as_well(self) -> None:
        rows = [future(Action.BUY, "1", "100"), future(Action.SELL, "1", "100"), future(Action.BUY, "1", "100")]

        books = build_books(rows)

        assert told(books.closings, "gross") == [0]
        assert told(books.open_lots, "quantity") == [1]


class TestADelivery:
    def test_waits_for_its_option_also_where_the_broker_numbers_it_first(self) -> None:
        rows = [
            short("1", "200", executed_at=at(3), **put()),
            *numbered(
                delivered(Action.BUY_TO_OPEN, "100", "50", executed_at=at(4)),
                removal("Assignment", "1", executed_at=at(4), **put()),
                sell("100", "4900", executed_at=at(4)),
            ),
        ]

        books = build_books(rows, Rules(view=View.FOLD))

        assert told(books.closings, "gross") == [100]  # 4900 - (5000 - 200)


class TestAnyTurns:
    @LAW
    @given(histories(OF_THEMSELVES, crosses=True, longest=25))
    def test_keep_every_cent_and_what_is_held(self, history: History) -> None:
        books = broker(history.rows)

        assert cash_of_books(books) == cash_of_rows(history, len(history.rows))
        assert quantities(books) == history.held(len(history.rows))
        assert {item.code for item in books.attention} <= {"multiplier_assumed", "multiplier_disagreement"}
        assert all(closing.quantity > ZERO for closing in books.closings)
