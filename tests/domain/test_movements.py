"""Positions that come without a purchase, and rows this ledger does not book yet."""

from decimal import Decimal

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, InstrumentType
from tests.domain.rows import at, buy, cash, put, row, sell, short, told

RECEIVED = {"type": "Receive Deliver", "executed_at": at(5)}


class TestPositionThatNoCashPaidFor:
    def test_costs_its_price_when_a_dividend_was_reinvested(self) -> None:
        lot = buy("1.68074", "0", price="16.46", **(RECEIVED | {"sub_type": "Dividend"}))

        books = build_books([lot])

        assert told(books.open_lots, "value", "basis_source") == [(Decimal("-27.6649804"), "drip_price")]
        assert told(books.attention, "code", "transaction_ids") == [("basis:drip_price", (lot.id,))]

    @pytest.mark.parametrize("named", [("Receive Deliver", "ACAT"), ("Administrative Transfer", "Journal")])
    def test_costs_the_broker_s_price_when_it_was_transferred_in(self, named: tuple[str, str]) -> None:
        arrived = buy("800", "0", price="341.81", type=named[0], sub_type=named[1])

        books = build_books([arrived, sell("800", "248000", executed_at=at(10))])

        assert told(books.closings, "gross") == [-25448]  # 248000 - 800 * 341.81
        assert told(books.attention, "code") == ["basis:acat_mark"]

    def test_brings_the_broker_s_price_when_a_short_option_was_transferred_in(self) -> None:
        arrived = short("2", "0", price="1.50", **(put() | RECEIVED | {"sub_type": "ACAT"}))

        assert told(build_books([arrived]).open_lots, "quantity", "value") == [(-2, 300)]  # 2 * 1.50 * 100

    @pytest.mark.parametrize(("sub_type", "price"), [("Transfer", None), ("Buy to Open", "44"), ("ACAT", "0")])
    def test_costs_nothing_when_nobody_says_what(self, sub_type: str, price: str | None) -> None:
        books = build_books([buy("25", "0", price=price, **(RECEIVED | {"sub_type": sub_type}))])

        assert told(books.open_lots, "value", "basis_source") == [(0, "zero_cost")]
        assert told(books.attention, "code") == ["basis:zero_cost"]

    def test_is_no_matter_when_it_was_bought_for_nothing(self) -> None:
        assert build_books([buy("1", "0", price="0", **put())]).attention == ()


class TestPositionThatLeaves:
    def test_is_taken_out_without_profit_and_its_charge_is_a_fee(self) -> None:
        left = sell("60", "0", fees="-75", **(RECEIVED | {"sub_type": "ACAT"}))

        books = build_books([buy("100", "-1000"), left])

        assert books.closings == ()
        assert told(books.open_lots, "quantity", "value") == [(40, -400)]
        assert told(books.cash_events, "kind", "amount") == [("fees", -75)]
        assert told(books.attention, "code") == ["transferred_out"]

    def test_costs_nothing_when_nothing_is_charged(self) -> None:
        left = row(type="Receive Deliver", sub_type="Transfer", quantity="100", executed_at=at(5))

        books = build_books([buy("100", "-1000"), left])

        assert (books.open_lots, books.cash_events) == ((), ())


class TestWhatIsNotBookedYet:
    def test_is_counted_in_cash_and_listed_by_symbol(self) -> None:
        future = {"symbol": "/ESH5", "underlying": "/ES", "instrument_type": InstrumentType.FUTURE}
        rows = [
            row(action=Action.BUY, quantity="1", fees="-2.50", **future),
            row(action=Action.SELL, quantity="1", value="500", fees="-2.50", executed_at=at(4), **future),
            cash("Mark to Market", "-500", "/ESH5 mark to market at 6000", **future),
        ]

        books = build_books(rows)

        assert sum(event.amount for event in books.cash_events) == -5
        assert {event.kind for event in books.cash_events} == {"unclassified"}
        assert told(books.attention, "code", "symbol") == [("not_booked", "/ESH5")]
        assert sorted(books.attention[0].transaction_ids) == sorted(one.id for one in rows)

    @pytest.mark.parametrize(
        ("kind", "sub_type"),
        [("Invented", "Since"), ("Receive Deliver", "Invented Since"), ("Receive Deliver", "Dividend")],
    )
    def test_of_an_unknown_type_is_counted_in_cash_and_listed(self, kind: str, sub_type: str) -> None:
        unknown = row(type=kind, sub_type=sub_type, quantity="10", value="-100")

        books = build_books([buy("10", "-90"), unknown])

        assert told(books.open_lots, "quantity") == [10]
        assert told(books.cash_events, "kind", "amount") == [("unclassified", -100)]
        assert told(books.attention, "code", "transaction_ids") == [("unknown_type", (unknown.id,))]

    def test_without_a_symbol_is_listed_too(self) -> None:
        unknown = cash("Assignment", "-100", type="Receive Deliver")

        assert told(build_books([unknown]).attention, "code", "symbol") == [("unknown_type", None)]

    def test_in_another_currency_is_left_out_of_the_dollars_and_listed(self) -> None:
        foreign = buy("10", "-100", currency="CAD")

        books = build_books([foreign])

        assert (books.open_lots, books.cash_events) == ((), ())
        assert told(books.attention, "code", "transaction_ids") == [("foreign_currency", (foreign.id,))]
        assert "CAD" in books.attention[0].message
