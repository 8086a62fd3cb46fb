"""Futures whose prices and cash do not agree once nothing is held."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from lib.domain.views import Rules, View
from tests.domain.rows import at, buy, future, mark, sell, told

BUY, SELL = Action.BUY, Action.SELL


def round_trip(cash: str = "500", settled: str = "500") -> list[Transaction]:
    """Return a future bought at 5000, settled at 5010 and sold at 5020: 10 * 50 and 10 * 50."""
    return [
        future(BUY, "1", "5000"),
        mark(settled, "5010", executed_at=at(3, 22)),
        future(SELL, "1", "5020", cash, executed_at=at(4)),
    ]


def codes(rows: list[Transaction]) -> list[object]:
    """Return what is listed."""
    return told(build_books(rows).attention, "code")


class TestAFutureThatIsSold:
    def test_came_to_its_cash(self) -> None:
        assert codes(round_trip()) == []

    def test_is_listed_when_a_settlement_is_missing(self) -> None:
        bought, _, sold = round_trip()

        books = build_books([bought, sold])

        assert told(books.attention, "code", "transaction_ids") == [("cash_disagreement", (sold.id,))]
        assert "profit of /ESH5, worked out from its prices, is 500 dollars apart" in books.attention[0].message

    def test_is_listed_when_a_price_is_of_the_other_sign(self) -> None:
        oil: dict[str, Any] = {"symbol": "/CLK0", "underlying": "/CL", "multiplier": "1000"}
        rows = [future(BUY, "1", "1", **oil), future(SELL, "1", "37.63", "-38630", executed_at=at(4), **oil)]

        books = build_books(rows)

        assert told(books.attention, "code") == ["cash_disagreement"]
        assert "75260 dollars" in books.attention[0].message  # 36,630 against -38,630

    @pytest.mark.parametrize(("cash", "listed"), [("501.05", []), ("501.06", ["cash_disagreement"])])
    def test_may_be_rounded_by_five_cents_and_a_thousandth(self, cash: str, listed: list[str]) -> None:
        assert codes(round_trip(cash=cash)) == listed

    def test_is_listed_when_it_is_settled_once_more_later(self) -> None:
        assert codes([*round_trip(), mark("50", "5021", executed_at=at(5, 22))]) == ["cash_disagreement"]

    def test_is_compared_in_the_brokers_view_only(self) -> None:
        assert build_books(round_trip(settled="1"), Rules(view=View.FOLD)).attention == ()


class TestAFutureThatIsNotCompared:
    def test_is_held_still(self) -> None:
        assert codes([*round_trip(settled="1"), future(BUY, "1", "5000", executed_at=at(5))]) == []

    def test_is_of_a_cost_that_its_owner_names(self) -> None:
        bought, *others = round_trip(settled="1")

        assert codes([replace(bought, basis=Decimal(240_000)), *others]) == []

    def test_was_closed_without_an_opening(self) -> None:
        assert codes([*round_trip(), future(SELL, "1", "5030", "700", executed_at=at(6))]) == ["unmatched_close"]

    def test_came_from_elsewhere(self) -> None:
        came = future(Action.BUY_TO_OPEN, "1", "5000", type="Receive Deliver", sub_type="ACAT")
        came = replace(came, price=None)

        assert codes([came, *round_trip(settled="1")[1:]]) == ["no_price", "unmatched_close"]

    def test_leaves_the_others_listed(self) -> None:
        other: dict[str, Any] = {"symbol": "/MESH5", "underlying": "/MES", "multiplier": "5"}
        rows = [*round_trip(settled="1"), future(SELL, "1", "5030", "700", executed_at=at(6), **other)]

        assert told(build_books(rows).attention, "code", "symbol") == [
            ("cash_disagreement", "/ESH5"),
            ("unmatched_close", "/MESH5"),
        ]

    def test_is_no_future(self) -> None:
        assert codes([buy("1", "-10", price="10"), sell("1", "12", price="12", executed_at=at(4))]) == []
