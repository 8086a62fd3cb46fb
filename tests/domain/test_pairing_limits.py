"""How far apart two rows may be and still be one event, and how often one row speaks for another."""

from datetime import timedelta

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from tests.domain.rows import TEN_O_CLOCK, buy, put, removal, short, told, trade


def renamed(seconds_apart: int) -> list[Transaction]:
    """Return a lot of ABC, bought before it is renamed XYZ by two rows."""
    half = {"type": "Receive Deliver", "sub_type": "Symbol Change"}
    later = TEN_O_CLOCK + timedelta(hours=1)
    new = {"symbol": "XYZ", "underlying": "XYZ", "executed_at": later + timedelta(seconds=seconds_apart)}
    return [
        buy("10", "-500"),
        trade(Action.SELL_TO_CLOSE, "10", "500", executed_at=later, **half),
        trade(Action.BUY_TO_OPEN, "10", "-500", **half, **new),
    ]


class TestTheHalvesOfACorporateAction:
    @pytest.mark.parametrize("apart", [-60, -19, 0, 19, 60])
    def test_belong_together_within_a_minute(self, apart: int) -> None:
        books = build_books(renamed(apart))

        assert told(books.open_lots, "symbol", "opened_at") == [("XYZ", TEN_O_CLOCK)]
        assert books.attention == ()

    @pytest.mark.parametrize("apart", [-61, 61])
    def test_are_two_events_beyond_it(self, apart: int) -> None:
        books = build_books(renamed(apart))

        assert told(books.open_lots, "symbol") == ["ABC"]
        assert {item.code for item in books.attention} == {"unpaired_corporate_action"}


class TestOneCashSettlement:
    def test_speaks_for_one_removal_only(self) -> None:
        rows = [
            short("2", "300", **put()),
            removal(
                "Cash Settled Assignment", "1", value="-120", executed_at=TEN_O_CLOCK + timedelta(hours=1), **put()
            ),
            removal("Assignment", "1", executed_at=TEN_O_CLOCK + timedelta(hours=1), **put()),
            removal("Assignment", "1", executed_at=TEN_O_CLOCK + timedelta(hours=1), **put()),
        ]

        books = build_books(rows)

        assert sorted(closing.gross for closing in books.closings) == [30, 150]  # 150 - 120, and 150 kept
        assert books.open_lots == ()
        assert books.attention == ()
