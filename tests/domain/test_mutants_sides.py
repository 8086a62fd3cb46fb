"""Which side a position was on that nobody opened here."""

from decimal import Decimal

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action
from tests.domain.rows import call, removal, row, told


class TestOptionThatNobodyOpened:
    @pytest.mark.parametrize(("sub_type", "is_short", "gross"), [("Exercise", False, -100), ("Assignment", True, 100)])
    def test_is_long_when_exercised_and_short_when_assigned(self, sub_type: str, is_short: bool, gross: int) -> None:
        books = build_books([removal(sub_type, "1", **call(), basis=Decimal(100))])

        assert told(books.closings, "is_short", "gross", "fees_open") == [(is_short, gross, 0)]
        assert books.attention == ()


class TestSharesThatNobodyOpened:
    @pytest.mark.parametrize(("is_long", "quantity", "value"), [(True, 10, -100), (False, -10, 100)])
    def test_go_on_under_another_symbol_on_the_side_they_were_on(
        self, is_long: bool, quantity: int, value: int
    ) -> None:
        ends, opens = (
            (Action.SELL_TO_CLOSE, Action.BUY_TO_OPEN) if is_long else (Action.BUY_TO_CLOSE, Action.SELL_TO_OPEN)
        )
        change = {"type": "Receive Deliver", "sub_type": "Symbol Change", "quantity": "10"}
        out = row(**(change | {"action": ends, "value": str(-value)}))
        into = row(**(change | {"action": opens, "value": str(value), "symbol": "NEW", "underlying": "NEW"}))

        books = build_books([out, into])

        [lot] = books.open_lots
        assert told([lot], "symbol", "quantity", "value", "fees") == [("NEW", quantity, value, 0)]
        messages = {item.code: item.message for item in books.attention}
        assert messages["unmatched_close"].startswith("Closed 10 of ABC")
        assert messages["basis:carried_cost"].startswith("10 of NEW")
