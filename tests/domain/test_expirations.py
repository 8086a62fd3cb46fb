"""Expiration, assignment, exercise, delivery at the strike, and settlement in cash."""

import itertools
from datetime import datetime
from decimal import Decimal

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action
from tests.domain.rows import at, buy, call, cash, cover, put, removal, row, sell, short, told

DELIVERED = {"type": "Receive Deliver", "executed_at": at(21, 21)}


class TestExpiration:
    def test_ends_a_short_option_with_the_premium_as_profit(self) -> None:
        rows = [short("3", "330.00", commission="-3", **put()), removal("Expiration", "3", **put(), executed_at=at(21))]

        closing = build_books(rows).closings[0]

        assert told([closing], "gross", "net", "reason") == [(330, 327, "expired")]

    @pytest.mark.parametrize("action", [Action.BUY_TO_CLOSE, Action.SELL_TO_CLOSE, None])
    def test_takes_its_side_from_the_inventory_whatever_the_row_says(self, action: Action | None) -> None:
        rows = [buy("2", "-100", **call()), removal("Expiration", "2", action=action, **call(), executed_at=at(21))]

        assert told(build_books(rows).closings, "gross") == [-100]

    def test_ends_all_of_it_when_it_gives_no_quantity(self) -> None:
        rows = [short("2", "100", **put()), short("3", "150", **put(), executed_at=at(4))]

        books = build_books([*rows, removal("Expiration", "0", **put(), executed_at=at(21))])

        assert told(books.closings, "quantity") == [2, 3]
        assert books.open_lots == ()

    @pytest.mark.parametrize("quantity", ["0", "1"])
    def test_of_an_option_nobody_opened_is_flagged(self, quantity: str) -> None:
        books = build_books([removal("Expiration", quantity, **put())])

        assert books.closings == ()
        assert told(books.attention, "code") == ["unmatched_close"]

    def test_of_more_than_is_open_ends_what_is_open(self) -> None:
        books = build_books([short("1", "50", **put()), removal("Expiration", "3", **put(), executed_at=at(21))])

        assert told(books.closings, "gross") == [50]
        assert "Closed 2 of ABC" in books.attention[0].message


class TestAssignment:
    def test_books_the_option_at_nothing_and_the_shares_at_the_strike(self) -> None:
        rows = [
            short("1", "200", **put(50)),
            removal("Assignment", "1", **put(50), executed_at=at(21, 21)),
            buy("100", "-5000", fees="-5", **DELIVERED),
            sell("100", "4800", executed_at=at(25)),
        ]

        books = build_books(rows)

        assert told(books.closings, "gross", "reason") == [(200, "assignment"), (-200, "trade")]

    def test_of_a_part_leaves_the_rest_open(self) -> None:
        books = build_books([short("5", "500", **put()), removal("Assignment", "2", **put(), executed_at=at(10))])

        assert told(books.closings, "quantity", "gross") == [(2, 200)]
        assert told(books.open_lots, "quantity", "value") == [(-3, 300)]


class TestDeliveriesAtOneMoment:
    def test_find_each_other_in_whatever_order_they_come(self) -> None:
        rows = [
            short("1", "61", **call(14)),
            buy("1", "-32", **call(15)),
            removal("Exercise", "1", **call(15), executed_at=at(21, 21)),
            removal("Assignment", "1", **call(14), executed_at=at(21, 21)),
            sell("100", "1400", **DELIVERED),
            buy("100", "-1500", **DELIVERED),
        ]
        expected = build_books(rows)

        assert [closing.gross for closing in expected.closings if closing.symbol == "ABC"] == [-100]  # 1400 - 1500
        assert [closing.reason for closing in expected.closings if closing.symbol == "ABC"] == ["delivery"]
        assert expected.attention == ()
        assert all(build_books(order) == expected for order in itertools.permutations(rows))

    def test_close_what_was_held_before_what_comes_in(self) -> None:
        held = buy("100", "-900")

        books = build_books([held, sell("100", "1400", **DELIVERED), buy("100", "-1500", **DELIVERED)])

        assert told(books.closings, "opening_id", "gross") == [(held.id, 500)]
        assert told(books.open_lots, "value") == [-1500]


class TestCashSettlement:
    rows = (
        short("2", "352", **call()),
        removal("Cash Settled Assignment", "2", value="-1494", fees="-10", **call(), executed_at=at(21, 21)),
        removal("Assignment", "2", **call(), executed_at=at(21, 21)),
    )

    def test_closes_once_at_the_cash_although_it_comes_in_two_rows(self) -> None:
        for order in itertools.permutations(self.rows):
            books = build_books(order)

            assert told(books.closings, "gross", "fees_close") == [(-1142, -10)]  # 352 - 1494
            assert books.closings[0].closing_id == self.rows[1].id
            assert books.attention == ()

    def test_closes_once_when_the_removal_gives_no_quantity(self) -> None:
        bare = removal("Assignment", "0", **call(), executed_at=at(21, 21))

        books = build_books([*self.rows[:2], bare])

        assert told(books.closings, "gross") == [-1142]
        assert books.attention == ()

    def test_leaves_to_the_removal_what_was_not_settled_in_cash(self) -> None:
        opened = short("3", "300", **call())
        settled = removal("Cash Settled Assignment", "1", value="-50", **call(), executed_at=at(21, 21))
        removed = removal("Assignment", "3", **call(), executed_at=at(21, 21))

        books = build_books([opened, settled, removed])

        assert told(books.closings, "quantity", "gross") == [(1, 50), (2, 200)]

    def test_counts_what_a_spoken_for_removal_costs_as_a_fee(self) -> None:
        costly = removal("Assignment", "2", fees="-5", **call(), executed_at=at(21, 21))

        books = build_books([*self.rows[:2], costly])

        assert told(books.cash_events, "kind", "amount") == [("fees", -5)]

    @pytest.mark.parametrize("quantity", ["0", "2"])
    @pytest.mark.parametrize("days", [1, 4])
    def test_may_come_some_days_after_the_removal(self, quantity: str, days: int) -> None:
        removed = removal("Assignment", quantity, **call(), executed_at=at(21 - days, 21))

        books = build_books([*self.rows[:2], removed])

        assert told(books.closings, "gross", "closing_id") == [(-1142, self.rows[1].id)]  # 352 - 1494
        assert books.attention == ()

    @pytest.mark.parametrize("quantity", ["0", "2"])
    @pytest.mark.parametrize(("ended", "days"), [("Assignment", 0), ("Assignment", 1), ("Expiration", 0)])
    def test_without_a_quantity_is_of_all(self, ended: str, quantity: str, days: int) -> None:
        paid = removal("Cash Settled Assignment", "0", value="-1494", **call(), executed_at=at(21, 21))
        removed = removal(ended, quantity, **call(), executed_at=at(21 - days, 21))

        books = build_books([self.rows[0], removed, paid])

        assert told(books.closings, "closing_id", "quantity", "gross") == [(paid.id, 2, -1142)]  # 352 - 1494
        assert books.attention == ()

    @pytest.mark.parametrize(("quantity", "days"), [("1", 1), ("2", 5)])
    def test_of_another_quantity_or_week_is_not_the_removal_s(self, quantity: str, days: int) -> None:
        removed = removal("Assignment", quantity, id="removed", **call(), executed_at=at(21 - days, 21))

        books = build_books([*self.rows[:2], removed])

        assert "removed" in told(books.closings, "closing_id")
        assert told(books.attention, "code") == ["unmatched_close"]

    def test_may_come_beside_an_expiration(self) -> None:
        for order in itertools.permutations(
            [*self.rows[:2], removal("Expiration", "2", **call(), executed_at=at(21, 20))]
        ):
            books = build_books(order)

            assert told(books.closings, "gross") == [-1142]
            assert books.attention == ()

    def test_of_a_part_leaves_the_rest_to_an_expiration(self) -> None:
        settled = removal("Cash Settled Assignment", "1", value="-50", **call(), executed_at=at(21, 21))
        expired = removal("Expiration", "2", **call(), executed_at=at(21, 21))

        books = build_books([short("3", "300", **call()), settled, expired])

        assert set(told(books.closings, "quantity", "gross")) == {(1, 50), (2, 200)}

    @pytest.mark.parametrize("ended", ["Expiration", "Assignment"])
    def test_of_what_was_opened_again_is_not_the_removal_s(self, ended: str) -> None:
        first = short("2", "300", **call())
        gone = removal(ended, "2", executed_at=at(21, 14), **call())
        again = short("2", "200", executed_at=at(21, 15), **call())
        paid = removal("Cash Settled Assignment", "2", value="-120", executed_at=at(21, 21), **call())

        books = build_books([first, gone, again, paid])

        assert told(books.closings, "opening_id", "closing_id", "gross") == [
            (first.id, gone.id, 300),
            (again.id, paid.id, 80),  # 200 - 120
        ]
        assert (books.open_lots, books.attention) == ((), ())

    def test_is_still_the_removal_s_where_a_part_was_bought_back_between(self) -> None:
        removed = removal("Assignment", "2", executed_at=at(21, 14), **call())
        bought = cover("1", "-10", executed_at=at(21, 15), **call())
        paid = removal("Cash Settled Assignment", "2", value="-120", executed_at=at(21, 21), **call())

        books = build_books([short("3", "300", **call()), removed, bought, paid])

        assert told(books.closings, "closing_id", "gross") == [(bought.id, 90), (paid.id, 80)]  # 100 - 10, 200 - 120
        assert books.attention == ()

    @pytest.mark.parametrize("opened", [at(21, 14), at(21, 21)])
    def test_is_still_the_removal_s_where_it_was_opened_at_the_moment_of_either(self, opened: datetime) -> None:
        removed = removal("Assignment", "2", executed_at=at(21, 14), **call())
        paid = removal("Cash Settled Assignment", "2", value="-120", executed_at=at(21, 21), **call())

        books = build_books([short("2", "200", executed_at=opened, **call()), removed, paid])

        assert told(books.closings, "closing_id", "gross") == [(paid.id, 80)]
        assert books.attention == ()

    def test_of_what_was_bought_again_after_a_short_one_expired_finds_its_lot(self) -> None:
        first = short("1", "300", **call())
        gone = removal("Expiration", "1", executed_at=at(21, 14), **call())
        again = buy("1", "-50", executed_at=at(21, 15), **call())
        paid = removal("Cash Settled Exercise", "1", value="120", executed_at=at(21, 21), **call())
        removed = removal("Exercise", "1", executed_at=at(21, 22), **call())

        books = build_books([first, gone, again, paid, removed])

        assert told(books.closings, "opening_id", "gross") == [(first.id, 300), (again.id, 70)]  # 120 - 50
        assert (books.open_lots, books.attention) == ((), ())

    def test_of_another_day_is_another_matter(self) -> None:
        later = removal("Assignment", "1", **call(), executed_at=at(24, 21))

        books = build_books([short("3", "300", **call()), *self.rows[1:2], later])

        assert sorted(closing.quantity for closing in books.closings) == [1, 2]

    def test_pays_a_merger_in_cash(self) -> None:
        paid = row(
            type="Receive Deliver",
            sub_type="Cash Merger",
            action=Action.SELL_TO_CLOSE,
            quantity="100",
            value="3000",
            executed_at=at(10),
        )

        books = build_books([buy("100", "-2500"), paid, cash("Balance Adjustment", "1.20", executed_at=at(12))])

        assert told(books.closings, "gross", "reason") == [(500, "cash_merger")]
        assert told(books.cash_events, "amount") == [Decimal("1.20")]
