"""Positions that come without a purchase, and rows this ledger does not book yet."""

from decimal import Decimal

import pytest

from lib.domain.ledger import build_books
from lib.domain.movements import worded_action
from lib.domain.transactions import Action, InstrumentType, Transaction
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


class TestTheWordsOfATransfer:
    @pytest.mark.parametrize(
        ("words", "action"),
        [
            ("Received 100.0 Long X via ACAT", Action.BUY_TO_OPEN),
            ("Received 2 Short X 01/17/25 Put 10.00 via ACAT", Action.SELL_TO_OPEN),
            ("Removed 1,000 Long X via Transfer", Action.SELL_TO_CLOSE),
            ("Removed 2 Short X 01/17/25 Put 10.00 via ACAT", Action.BUY_TO_CLOSE),
            ("Received 100.0 X", None),
        ],
    )
    def test_say_what_it_does(self, words: str, action: Action | None) -> None:
        assert worded_action("Receive Deliver", words) == action

    def test_are_no_one_else_s(self) -> None:
        assert worded_action("Money Movement", "Received 100.0 Long X via ACAT") is None


class TestPositionThatLeaves:
    def test_is_taken_out_without_profit_and_its_charge_is_a_fee(self) -> None:
        left = sell("60", "0", fees="-75", **(RECEIVED | {"sub_type": "ACAT"}))

        books = build_books([buy("100", "-1000"), left])

        assert books.closings == ()
        assert told(books.open_lots, "quantity", "value") == [(40, -400)]
        assert told(books.cash_events, "kind", "amount") == [("fees", -75)]
        assert told(books.attention, "code") == ["transferred_out"]

    def test_costs_nothing_when_nothing_is_charged(self) -> None:
        left = sell("100", "0", **(RECEIVED | {"sub_type": "Transfer"}))

        books = build_books([buy("100", "-1000"), left])

        assert (books.open_lots, books.cash_events) == ((), ())

    def test_gets_a_charge_back_as_a_transfer_of_cash(self) -> None:
        left = sell("100", "0", fees="75", **(RECEIVED | {"sub_type": "ACAT"}))

        assert told(build_books([buy("100", "-1000"), left]).cash_events, "kind", "amount") == [("transfers", 75)]

    @pytest.mark.parametrize("kind", ["Administrative Transfer", "Receive Deliver"])
    def test_for_money_is_sold(self, kind: str) -> None:
        sold = sell("100", "1200", type=kind, sub_type="Transfer", executed_at=at(5))

        books = build_books([buy("100", "-1000"), sold])

        assert told(books.closings, "gross") == [200]
        assert (books.open_lots, books.cash_events, books.attention) == ((), (), ())

    @pytest.mark.parametrize(("held", "missing"), [(short("2", "200", **put()), 3), (buy("2", "-200", **put()), 1)])
    def test_takes_no_more_than_is_held_on_its_side(self, held: Transaction, missing: int) -> None:
        left = sell("3", "0", **(put() | RECEIVED | {"sub_type": "ACAT"}))

        books = build_books([held, left])

        assert told(books.open_lots, "quantity", "value") == ([(-2, 200)] if missing == 3 else [])
        assert f"Closed {missing} of ABC" in " ".join(item.message for item in books.attention)

    @pytest.mark.parametrize("sub_type", ["ACAT", "Transfer"])
    def test_says_so_itself(self, sub_type: str) -> None:
        unsaid = row(quantity="100", value="-3", **(RECEIVED | {"sub_type": sub_type}))

        books = build_books([buy("100", "-1000"), unsaid])

        assert told(books.open_lots, "quantity") == [100]
        assert told(books.cash_events, "kind", "amount") == [("unclassified", -3)]
        assert told(books.attention, "code") == ["unknown_type"]

    def test_is_none_when_only_its_cash_moves(self) -> None:
        journal = row(type="Administrative Transfer", sub_type="Journal", value="-500")

        assert told(build_books([journal]).cash_events, "kind", "amount") == [("transfers", -500)]


class TestWhatIsNotBooked:
    @pytest.mark.parametrize("kind", [InstrumentType.BOND, InstrumentType.UNKNOWN])
    def test_is_counted_in_cash_and_listed_by_symbol(self, kind: InstrumentType) -> None:
        bond = {"symbol": "912828YY0", "underlying": "912828YY0", "instrument_type": kind}
        rows = [
            buy("10", "-9900", fees="-2.50", **bond),
            row(type="Receive Deliver", sub_type="Maturity", quantity="10", value="10000", executed_at=at(4), **bond),
        ]

        books = build_books(rows)

        assert told(books.cash_events, "kind", "amount") == [
            ("unclassified", Decimal("-9902.50")),
            ("unclassified", 10000),
        ]
        assert told(books.attention, "code", "symbol", "amount") == [("not_booked", "912828YY0", Decimal("97.50"))]
        assert books.attention[0].transaction_ids == tuple(one.id for one in rows)

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
