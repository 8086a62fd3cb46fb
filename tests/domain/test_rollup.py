"""Sums per New York day."""

from datetime import date
from decimal import Decimal

from lib.domain.ledger import build_books
from lib.domain.rollup import daily_rollup
from tests.domain.rows import at, buy, cash, put, removal, sell, short, told


class TestDailyRollup:
    def test_sums_closings_on_their_closing_day_in_new_york(self) -> None:
        rows = [
            buy("100", "-1000", fees="-1"),
            sell("40", "500", fees="-0.40", executed_at=at(4, 15)),
            sell("60", "900", fees="-0.60", executed_at=at(5, 2)),  # still the evening of the 4th in New York
        ]

        figures = daily_rollup(build_books(rows))

        assert told(figures, "day", "underlying", "instrument_type", "kind", "amount", "count") == [
            (date(2025, 3, 4), "ABC", "Equity", "fees_close", Decimal("-1.00"), 2),
            (date(2025, 3, 4), "ABC", "Equity", "fees_open", Decimal("-1.00"), 2),
            (date(2025, 3, 4), "ABC", "Equity", "gross", 400, 2),  # 500 - 400, 900 - 600
        ]

    def test_keeps_instruments_and_cash_apart(self) -> None:
        rows = [
            short("1", "50", **put()),
            removal("Expiration", "1", **put(), executed_at=at(21, 20)),
            cash("Dividend", "8", symbol="ABC", underlying="ABC", executed_at=at(21)),
            cash("Credit Interest", "0.03", executed_at=at(21)),
        ]

        figures = [figure for figure in daily_rollup(build_books(rows)) if figure.amount]

        assert told(figures, "underlying", "instrument_type", "kind", "amount") == [
            ("", "", "interest", Decimal("0.03")),
            ("ABC", "", "dividends", 8),
            ("ABC", "Equity Option", "gross", 50),
        ]
