"""Positions that are removed first and replaced days later."""

from datetime import timedelta
from decimal import Decimal

import pytest

from lib.domain.aliases import alias_groups
from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from tests.domain.rows import at, buy, call, row, short, told

GONE = {"type": "Receive Deliver", "sub_type": "Stock Merger Removal", "executed_at": at(10)}
CAME = {
    "type": "Receive Deliver",
    "sub_type": "Stock Merger",
    "action": Action.BUY_TO_OPEN,
    "symbol": "XYZ",
    "underlying": "XYZ",
}


def merged(**given: object) -> list[Transaction]:
    """Return 100 shares of ABC that are removed for 40 of XYZ."""
    return [
        buy("100", "-1000"),
        row(**(GONE | {"quantity": "100"})),
        row(**(CAME | {"quantity": "40", "executed_at": at(14)} | given)),
    ]


class TestARemovalWithoutItsOtherHalf:
    def test_waits_for_it_and_goes_on_at_cost(self) -> None:
        books = build_books(merged())

        assert told(books.open_lots, "symbol", "quantity", "value", "opened_at") == [("XYZ", 40, -1000, at(3))]
        assert (books.closings, books.attention) == ((), ())

    def test_links_the_two_underlyings(self) -> None:
        assert alias_groups(merged()) == (frozenset({"ABC", "XYZ"}),)

    @pytest.mark.parametrize(
        "given",
        [
            {"executed_at": at(10) + timedelta(days=10, seconds=1)},
            {"executed_at": at(9)},
            {"sub_type": "Reverse Split"},
            {"quantity": "0"},
            call(root="XYZ"),
        ],
    )
    def test_is_listed_when_nothing_fits(self, given: dict[str, object]) -> None:
        books = build_books(merged(**given))

        assert "ABC" in told(books.open_lots, "symbol")
        assert {item.code for item in books.attention} >= {"unpaired_corporate_action"}

    def test_is_not_exchanged_at_another_cost(self) -> None:
        rows = merged(value="-900")
        rows[1] = row(**(GONE | {"quantity": "100", "value": "1000"}))

        assert told(build_books(rows).open_lots, "symbol") == ["ABC"]

    def test_is_not_exchanged_for_a_position_of_the_other_side(self) -> None:
        rows = merged()
        rows[1] = row(**(GONE | {"quantity": "100", "action": Action.BUY_TO_CLOSE}))

        assert told(build_books(rows).open_lots, "symbol") == ["ABC"]

    def test_takes_a_short_position_over_too(self) -> None:
        rows = merged(action=Action.SELL_TO_OPEN)
        rows[0] = short("100", "1000")

        assert told(build_books(rows).open_lots, "symbol", "quantity", "value") == [("XYZ", -40, 1000)]

    def test_takes_what_came_once(self) -> None:
        again = row(**(GONE | {"quantity": "5", "symbol": "DEF", "underlying": "DEF"}))

        books = build_books([*merged(), again])

        assert told(books.attention, "code", "symbol") == [("unpaired_corporate_action", "DEF")]

    def test_brings_what_had_no_lot_at_no_cost(self) -> None:
        books = build_books(merged()[1:])

        assert told(books.open_lots, "quantity", "value", "basis_source") == [(40, 0, "carried_cost")]
        assert told(books.attention, "code", "amount") == [
            ("basis:carried_cost", Decimal(0)),
            ("unmatched_close", Decimal(0)),
        ]
