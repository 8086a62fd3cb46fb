"""Outright futures: profit by price, cash day by day."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.futures import marked_price
from lib.domain.ledger import build_books
from lib.domain.transactions import Action, InstrumentType
from tests.domain.rows import at, future, mark, row, told

BUY, SELL = Action.BUY, Action.SELL


class TestAFuture:
    def test_earns_its_price_difference_while_its_cash_comes_day_by_day(self) -> None:
        rows = [
            future(BUY, "2", "5000", fees="-5.90"),
            mark("1000", "5010", executed_at=at(3, 22)),
            mark("-1500", "4995", executed_at=at(4, 22)),
            future(SELL, "2", "5020", "2500", fees="-5.90", executed_at=at(5)),
        ]

        books = build_books(rows)

        assert told(books.closings, "gross", "value_open", "net") == [
            (2000, -500_000, Decimal("1988.20"))
        ]  # 20 * 2 * 50
        assert told(books.cash_events, "kind", "amount") == [
            ("mark_to_market", 1000),
            ("mark_to_market", -1500),
            ("mark_to_market", 2500),
        ]
        assert books.attention == ()

    def test_turns_into_a_short_one_when_more_is_sold_than_held(self) -> None:
        rows = [
            future(BUY, "1", "5000", fees="-1"),
            future(SELL, "3", "5010", "500", fees="-3", executed_at=at(4)),
        ]

        books = build_books(rows)

        assert told(books.closings, "quantity", "gross", "fees_close") == [(1, 500, -1)]
        assert told(books.open_lots, "quantity", "value", "fees", "multiplier") == [(-2, 501_000, -2, 50)]
        assert books.attention == ()

    def test_that_settles_cash_of_nothing_held_here_opens_nothing(self) -> None:
        lone = future(SELL, "1", "5010", "500")

        books = build_books([lone])

        assert (books.closings, books.open_lots) == ((), ())
        assert told(books.cash_events, "kind", "amount") == [("mark_to_market", 500)]
        assert told(books.attention, "code", "transaction_ids") == [("unmatched_close", (lone.id,))]

    def test_closes_within_the_second_in_which_it_was_opened(self) -> None:
        rows = [future(SELL, "1", "5001", "50", id="a"), future(BUY, "1", "5000", id="b")]

        books = build_books(rows)

        assert told(books.closings, "opening_id", "closing_id", "gross") == [("b", "a", 50)]
        assert books.open_lots == ()

    def test_may_be_sold_below_nothing(self) -> None:
        oil = {"symbol": "/CLK0", "underlying": "/CL", "multiplier": "1000"}
        bought = future(BUY, "1", "1.00", executed_at=datetime(2020, 4, 20, 14, tzinfo=UTC), **oil)
        sold = future(SELL, "1", "-37.63", "-38630", executed_at=datetime(2020, 4, 20, 18, tzinfo=UTC), **oil)

        assert told(build_books([bought, sold]).closings, "gross") == [-38_630]  # (-37.63 - 1.00) * 1000

    def test_of_another_decade_is_another_position(self) -> None:
        rows = [
            future(BUY, "1", "2500", executed_at=datetime(2025, 1, 6, 15, tzinfo=UTC)),
            future(SELL, "1", "6000", executed_at=datetime(2034, 6, 6, 15, tzinfo=UTC)),
        ]

        books = build_books(rows)

        assert told(books.open_lots, "quantity") == [1, -1]
        assert len({lot.id for lot in books.open_lots}) == 2

    def test_that_came_from_elsewhere_is_what_it_cost_there(self) -> None:
        arrived = future(Action.BUY_TO_OPEN, "1", "5000", type="Receive Deliver", sub_type="ACAT")

        assert told(build_books([arrived]).open_lots, "quantity", "value") == [(1, -250_000)]


class TestAFutureWhoseMultiplierNobodySays:
    def test_takes_it_from_the_table_and_tells_so_once_per_product(self) -> None:
        rows = [
            future(BUY, "1", "5000", multiplier=None),
            future(BUY, "1", "5100", multiplier=None, symbol="/ESM5"),
            future(SELL, "1", "5010", "500", multiplier=None, executed_at=at(4)),
        ]

        books = build_books(rows)

        assert told(books.closings, "gross") == [500]  # 10 * 50
        assert told(books.attention, "code", "symbol") == [("multiplier_assumed", "/ES")]
        assert books.attention[0].transaction_ids == tuple(one.id for one in rows)
        assert "50 dollars" in books.attention[0].message

    def test_is_not_guessed_at(self) -> None:
        strange: dict[str, Any] = {"symbol": "/QQQQH5", "underlying": "/QQQQ", "multiplier": None}
        rows = [
            future(BUY, "1", "5000", fees="-1", **strange),
            future(SELL, "1", "5010", "500", fees="-1", executed_at=at(4), **strange),
        ]

        books = build_books(rows)

        assert (books.closings, books.open_lots) == ((), ())
        assert told(books.cash_events, "kind", "amount") == [("unclassified", -1), ("unclassified", 499)]
        assert told(books.attention, "code", "amount") == [("unknown_multiplier", 498)]

    def test_is_not_valued_without_a_price(self) -> None:
        books = build_books([future(BUY, "1", None, fees="-1")])

        assert told(books.cash_events, "kind", "amount") == [("unclassified", -1)]
        assert told(books.attention, "code") == ["no_price"]

    def test_is_not_valued_at_a_trillion(self) -> None:
        rows = [future(BUY, "10", "6805000.5", fees="-2", symbol="/6JH4", underlying="/6J", multiplier="12500000")]

        books = build_books(rows)  # 850,625,062,500,000 dollars

        assert (books.open_lots, told(books.cash_events, "kind", "amount")) == ((), [("unclassified", -2)])
        assert told(books.attention, "code") == ["unlikely_price"]

    def test_closes_nothing_when_a_close_has_no_price(self) -> None:
        rows = [future(BUY, "1", "5000"), future(Action.SELL_TO_CLOSE, "1", None, executed_at=at(4))]

        books = build_books(rows)

        assert told(books.open_lots, "quantity") == [1]
        assert told(books.attention, "code") == ["no_price"]


class TestAMark:
    @pytest.mark.parametrize(
        ("words", "price"),
        [
            ("/ESH5 mark to market at 5010.25 Final settlement price", "5010.25"),
            ("/ESH5 mark to market at 5,010.0 Preliminary settlement price", "5010"),
            ("/ZNH5 mark to market at 110'165 Final settlement price", "110.515625"),
            ("/CLK0 mark to market at -37.63 Final settlement price", "-37.63"),
        ],
    )
    def test_names_its_price(self, words: str, price: str) -> None:
        assert marked_price(words) == Decimal(price)

    @pytest.mark.parametrize("words", ["Futures mark to market", "mark to market at 110'9999 Final"])
    def test_may_name_none(self, words: str) -> None:
        assert marked_price(words) is None

    def test_is_known_by_its_words_where_there_is_no_sub_type(self) -> None:
        books = build_books([mark("10", "9.2", sub_type=None), mark("5", "x", sub_type=None, executed_at=at(4))])

        assert told(books.cash_events, "kind", "amount") == [("mark_to_market", 10), ("mark_to_market", 5)]


class TestCoins:
    def test_close_oldest_first_in_fractions(self) -> None:
        coin = {"symbol": "BTC/USD", "underlying": "BTC/USD", "instrument_type": InstrumentType.CRYPTOCURRENCY}
        rows = [
            row(action=BUY, quantity="0.05", value="-3000", **coin),
            row(action=BUY, quantity="0.025", value="-1600", executed_at=at(4), **coin),
            row(action=SELL, quantity="0.06", value="3960", executed_at=at(5), **coin),
        ]

        books = build_books(rows)

        assert told(books.closings, "gross") == [300, 20]  # 3300 - 3000, 660 - 640
        assert told(books.open_lots, "quantity", "value", "multiplier") == [(Decimal("0.015"), -960, 1)]

    def test_sold_without_having_any_are_no_short_position(self) -> None:
        coin = {"symbol": "BTC/USD", "underlying": "BTC/USD", "instrument_type": InstrumentType.CRYPTOCURRENCY}

        books = build_books([row(action=SELL, quantity="0.06", value="3960", **coin)])

        assert books.open_lots == ()
        assert told(books.attention, "code") == ["unmatched_close"]

    def test_are_told_from_shares_whose_bare_purchase_is_unknown(self) -> None:
        assert told(build_books([row(action=BUY, quantity="1", value="-10")]).attention, "code") == ["unknown_type"]
