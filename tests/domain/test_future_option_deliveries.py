"""Options on futures, and the futures that they turn into."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.books import Books
from lib.domain.ledger import build_books
from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction
from lib.domain.views import Rules, View
from tests.domain.rows import at, future, removal, short, told

FRIDAY = at(21, 21)
FOLD = Rules(view=View.FOLD)


def folded(rows: list[Transaction]) -> Books:
    """Return the books in the tax office's view."""
    return build_books(rows, FOLD)


def net(books: Books) -> Decimal:
    """Sum what was realized."""
    return sum((closing.net for closing in books.closings), Decimal(0))


class TestAFutureOption:
    NAMED: dict[str, Any] = {  # noqa: RUF012 - read only
        "symbol": "./ESH5 EW1F5 250103P4900",
        "underlying": "/ES",
        "instrument_type": InstrumentType.FUTURE_OPTION,
        "strike": "4900",
        "right": OptionRight.PUT,
        "expires_on": date(2025, 1, 3),
        "multiplier": "50",
    }

    def test_turns_into_a_future_at_the_strike(self) -> None:
        rows = [
            short("1", "1000", fees="-3.80", **self.NAMED),
            removal("Assignment", "1", executed_at=FRIDAY, **self.NAMED),
            future(Action.BUY, "1", "4900", type="Receive Deliver", sub_type="Buy", executed_at=FRIDAY),
            future(Action.SELL, "1", "4895", "-250", fees="-2.95", executed_at=at(24)),
        ]

        assert told(build_books(rows).closings, "gross") == [1000, -250]  # -5 * 50
        assert told(folded(rows).closings, "gross") == [Decimal("746.20")]  # 1000 - 3.80 - 250
        assert net(build_books(rows)) == net(folded(rows)) == Decimal("743.25")

    @pytest.mark.parametrize("year", ["5", "25"])
    def test_turns_into_the_month_that_its_symbol_names(self, year: str) -> None:
        june = self.NAMED | {"symbol": "./ESM5 EW1F5 250103P4900"}
        stock: dict[str, Any] = {"type": "Receive Deliver", "executed_at": FRIDAY}
        rows = [
            removal("Assignment", "1", executed_at=FRIDAY, id="march", **self.NAMED),
            removal("Assignment", "1", executed_at=FRIDAY, id="june", **june),
            future(Action.BUY, "1", "4900", id="/ESM", **(stock | {"symbol": f"/ESM{year}", "sequence": 1})),
            future(Action.BUY, "1", "4900", id="/ESH", **(stock | {"symbol": f"/ESH{year}", "sequence": 2})),
        ]

        linked = told(build_books(rows).deliveries, "option_row", "stock_row")

        assert linked == [("march", "/ESH"), ("june", "/ESM")]

    def test_is_told_from_one_at_the_next_strike(self) -> None:
        def euro(strike: str) -> dict[str, Any]:
            return self.NAMED | {"symbol": f"./6EH5 EUUF5 250103P{strike}", "underlying": "/6E", "strike": strike}

        stock: dict[str, Any] = {
            "symbol": "/6EH5",
            "underlying": "/6E",
            "type": "Receive Deliver",
            "executed_at": FRIDAY,
        }
        rows = [
            removal("Assignment", "1", executed_at=FRIDAY, id="low", **euro("1.05")),
            removal("Assignment", "1", executed_at=FRIDAY, id="high", **euro("1.055")),
            future(Action.BUY, "1", "1.055", id="at 1.055", **stock),
            future(Action.BUY, "1", "1.05", id="at 1.05", **stock),
        ]

        linked = told(build_books(rows).deliveries, "option_row", "stock_row")

        assert linked == [("low", "at 1.05"), ("high", "at 1.055")]
