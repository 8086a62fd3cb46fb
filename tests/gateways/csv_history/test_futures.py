"""Futures and their options in an export: the columns tell neither price nor multiplier."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, InstrumentType, Transaction
from lib.gateways.csv_history import read_history
from tests.gateways.csv_history.exports import NEWEST, SECOND, export

FILL = {
    "Date": "2020-12-17T13:46:46-0700",
    "Type": "Trade",
    "Action": "SELL",
    "Symbol": "/S10YZ20",
    "Instrument Type": "Future",
    "Description": "Sold 1 /S10YZ20 @ 9.37",
    "Value": "17",
    "Quantity": "1",
    "Average Price": "17",
    "Commissions": "0",
    "Fees": "-0.125",
}
MARK = FILL | {
    "Date": "2020-12-16T15:00:00-0700",
    "Type": "Money Movement",
    "Action": "",
    "Description": "/S10YZ20 mark to market at 9.2 Final settlement price",
    "Value": "-44",
    "Average Price": "-44",
    "Commissions": "--",
    "Fees": "0",
}
BOUGHT = FILL | {
    "Date": "2020-12-09T13:57:03-0700",
    "Action": "BUY",
    "Description": "Bought 1 /S10YZ20 @ 9.64",
    "Value": "0",
    "Average Price": "0",
}
OPTION = FILL | {
    "Action": "SELL_TO_CLOSE",
    "Symbol": "./NGQ0 LNEQ0 200728P1.72",
    "Instrument Type": "Future Option",
    "Description": "Sold 1 /NGQ0 LNEQ0 07/28/20 Put 1.720 @ 0.055",
    "Value": "550",
    "Average Price": "550",
    "Multiplier": "1",
    "Underlying Symbol": "/NGQ0",
    "Expiration Date": "7/28/20",
    "Strike Price": "1.72",
    "Call or Put": "PUT",
}


def read(*rows: dict[str, str], headings: list[str] = SECOND) -> list[Transaction]:
    """Return the rows of an export."""
    return [row.transaction for row in read_history(export(*rows, headings=headings).encode()).rows]


def with_ids(rows: list[Transaction]) -> list[Transaction]:
    """Give each row an id."""
    return [replace(row, id=str(place)) for place, row in enumerate(rows)]


class TestAFuture:
    def test_has_its_price_from_the_words(self) -> None:
        row = read(FILL)[0]

        assert (row.price, row.value, row.action) == (Decimal("9.37"), Decimal(17), Action.SELL)
        assert (row.symbol, row.underlying, row.multiplier) == ("/S10YZ20", "/S10Y", None)

    @pytest.mark.parametrize(
        ("words", "price"),
        [
            ("Sold 1 /ZNH1 @ 110'165", "110.515625"),
            ("Sold 1 /ESH1 @ 5,010.25", "5010.25"),
            ("Bought 1 /CLK0 @ .5", "0.5"),
            ("Sold 1 /CLK0 @ -37.63", "-37.63"),
            ("/CLK0 mark to market at -37.63 Final settlement price", "-37.63"),
            ("Sold 1 /ZTH1 @ 103'033", "103.10546875"),  # 103 and 3.375/32
        ],
    )
    def test_may_be_quoted_otherwise(self, words: str, price: str) -> None:
        assert read(FILL | {"Description": words})[0].price == Decimal(price)

    @pytest.mark.parametrize("words", ["Removal of /VXM25 due to expiration", "Sold 1 /ZNH1 @ 110'169"])
    def test_without_a_price_has_none(self, words: str) -> None:
        assert read(FILL | {"Description": words})[0].price is None

    def test_is_settled_day_by_day_to_its_profit(self) -> None:
        books = build_books(with_ids(read(FILL | {"Sub Type": "Sell"}, MARK, BOUGHT)))

        assert [closing.gross for closing in books.closings] == [Decimal(-27)]  # (9.37 - 9.64) * 100 = 17 - 44
        assert [event.amount for event in books.cash_events] == [Decimal(-44), Decimal(17)]

    def test_names_the_price_it_was_marked_at(self) -> None:
        assert read(MARK)[0].price == Decimal("9.2")


class TestAFutureOption:
    def test_is_cash_first_and_of_its_future_s_product(self) -> None:
        row = read(OPTION)[0]

        assert (row.price, row.value, row.multiplier) == (Decimal("0.055"), Decimal(550), None)
        assert (row.underlying, row.instrument_type) == ("/NG", InstrumentType.FUTURE_OPTION)

    def test_has_a_price_without_a_sign(self) -> None:
        words = "Sold 1 /NGQ0 LNEQ0 07/28/20 Put 1.720 @ -0.055"

        assert read(OPTION | {"Description": words})[0].price == Decimal("0.055")

    def test_fits_its_product_s_multiplier(self) -> None:
        books = build_books(read(OPTION | {"Action": "SELL_TO_OPEN"}))

        assert books.attention == ()
        assert [lot.multiplier for lot in books.open_lots] == [Decimal(10_000)]


class TestCashInLieu:
    def test_belongs_to_the_position_its_words_name(self) -> None:
        words = "Delayed Delivery_GREE1_Assignment_SEP_17"
        row = read(
            {
                "Date": "2021-09-28T22:01:00+0000",
                "Type": "Money Movement",
                "Sub Type": "Balance Adjustment",
                "Description": words,
                "Value": "85.92",
                "Quantity": "0",
                "Fees": "0",
                "Total": "85.92",
            },
            headings=NEWEST,
        )[0]

        assert (row.symbol, row.underlying) == (None, "GREE")


class TestATransfer:
    def test_does_what_its_words_say_where_no_action_does(self) -> None:
        row = read(
            {
                "Date": "2025-01-06T22:00:00+0000",
                "Type": "Receive Deliver",
                "Sub Type": "ACAT",
                "Symbol": "X",
                "Instrument Type": "Equity",
                "Description": "Received 100.0 Long X via ACAT",
                "Value": "0",
                "Quantity": "100",
                "Fees": "0",
                "Total": "0",
            },
            headings=NEWEST,
        )[0]

        assert (row.action, row.quantity) == (Action.BUY_TO_OPEN, Decimal(100))
