"""Accounts that close their youngest lots first, from a day on."""

from datetime import date
from decimal import Decimal

from lib.domain.ledger import Rules, build_books
from lib.domain.transactions import InstrumentType
from tests.domain.rows import at, buy, call, removal, sell, told


class TestTheYoungestFirst:
    ROWS = (
        buy("100", "-1000", executed_at=at(3)),
        buy("100", "-1200", executed_at=at(4)),
        sell("150", "2250", executed_at=at(5)),
    )

    def test_closes_the_last_purchase_first(self) -> None:
        books = build_books(self.ROWS, Rules(lifo_from=date(2025, 3, 5)))

        assert told(books.closings, "quantity", "gross") == [(100, 300), (50, 250)]  # 1500 - 1200, 750 - 500
        assert told(books.open_lots, "quantity", "value") == [(50, -500)]

    def test_does_so_from_midnight_in_new_york(self) -> None:
        evening = [*self.ROWS[:2], sell("100", "1500", executed_at=at(6, 4))]  # 23:00 of the 5th

        assert told(build_books(evening, Rules(lifo_from=date(2025, 3, 6))).closings, "gross") == [500]
        assert told(build_books(evening, Rules(lifo_from=date(2025, 3, 5))).closings, "gross") == [300]

    def test_cuts_the_youngest_lot(self) -> None:
        rows = [*self.ROWS[:2], sell("50", "750", executed_at=at(5))]

        books = build_books(rows, Rules(lifo_from=date(2025, 3, 5)))

        assert told(books.open_lots, "quantity", "value") == [(100, -1000), (50, -600)]

    def test_holds_for_removals(self) -> None:
        rows = [
            buy("1", "-100", **call()),
            buy("1", "-80", **call(), executed_at=at(4)),
            removal("Expiration", "1", **call(), executed_at=at(21, 20)),
        ]

        assert told(build_books(rows, Rules(lifo_from=date(2025, 1, 1))).closings, "gross") == [-80]

    def test_is_no_choice_for_coins(self) -> None:
        coin = {"symbol": "BTC/USD", "underlying": "BTC/USD", "instrument_type": InstrumentType.CRYPTOCURRENCY}
        rows = [
            buy("1", "-1000", **coin),
            buy("1", "-1200", **coin, executed_at=at(4)),
            sell("1", "1500", **coin, executed_at=at(5)),
        ]

        assert told(build_books(rows, Rules(lifo_from=date(2025, 1, 1))).closings, "gross") == [Decimal(500)]
