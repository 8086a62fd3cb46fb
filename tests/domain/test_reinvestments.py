"""Reinvested dividends: the shares cost what was paid for them, and every payment is somewhere."""

from datetime import timedelta
from decimal import Decimal

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import InstrumentType, Transaction
from tests.domain.rows import TEN_O_CLOCK, buy, cash, sell, told

ABC = {"symbol": "ABC", "underlying": "ABC", "instrument_type": InstrumentType.EQUITY}
WORDS = "Cash dividend reinvested info ABC"


def shares(quantity: str = "1.68074", price: str | None = "16.46", **given: object) -> Transaction:
    """Return shares that a dividend brings: 27.6649804 of them at 16.46."""
    named = {"type": "Receive Deliver", "sub_type": "Dividend", "price": price}
    return buy(quantity, "0", **(named | given))


def paid(value: str = "-27.67", **given: object) -> Transaction:
    """Return what pays for reinvested shares."""
    return cash("Withdrawal", value, WORDS, **(ABC | given))


class TestAReinvestedDividend:
    @pytest.mark.parametrize("days", [-3, 0, 3])
    def test_costs_what_was_paid_for_it(self, days: int) -> None:
        rows = [shares(), paid(executed_at=TEN_O_CLOCK + timedelta(days=days))]

        books = build_books(rows)

        assert [(str(lot.value), lot.basis_source) for lot in books.open_lots] == [("-27.67", None)]
        assert (books.cash_events, books.attention) == ((), ())

    def test_without_a_price_costs_what_was_paid_too(self) -> None:
        assert told(build_books([shares(price=None), paid("-30")]).open_lots, "value") == [-30]

    def test_is_worth_what_its_owner_says_first(self) -> None:
        books = build_books([shares(basis=Decimal(20)), paid()])

        assert told(books.open_lots, "value", "basis_source") == [(-20, "user")]
        assert books.cash_events == ()

    def test_is_paid_for_once(self) -> None:
        later = TEN_O_CLOCK + timedelta(days=2)
        rows = [shares("1", "10"), shares("2", "10", executed_at=later), paid("-20"), paid("-10", executed_at=later)]

        assert told(build_books(rows).open_lots, "quantity", "value") == [(1, -10), (2, -20)]

    def test_of_the_same_amount_is_paid_for_by_the_nearest(self) -> None:
        later = TEN_O_CLOCK + timedelta(days=2)
        rows = [
            shares("1", "10", id="a"),
            shares("1", "10.001", id="b", executed_at=later),
            paid("-10", executed_at=later, id="c"),
        ]

        books = build_books(rows)

        assert [(lot.opening_id, lot.basis_source) for lot in books.open_lots] == [("a", "drip_price"), ("b", None)]
        assert told(books.attention, "code", "transaction_ids") == [("basis:drip_price", ("a",))]


class TestAPaymentWithoutShares:
    @pytest.mark.parametrize(
        "others",
        [
            [],
            [shares(executed_at=TEN_O_CLOCK + timedelta(days=3, seconds=1))],
            [shares(symbol="XYZ", underlying="XYZ")],
            [shares("2")],
            [sell("1", "16", price="16", type="Receive Deliver", sub_type="Dividend")],
        ],
    )
    def test_is_counted_and_looked_at(self, others: list[Transaction]) -> None:
        payment = paid()

        books = build_books([*others, payment])

        assert ("unclassified", payment.net_value) in told(books.cash_events, "kind", "amount")
        assert ("unclassified_cash", (payment.id,)) in told(books.attention, "code", "transaction_ids")

    def test_is_none_when_it_brings_money(self) -> None:
        assert told(build_books([shares(), paid("27.67")]).cash_events, "kind") == ["unclassified"]
