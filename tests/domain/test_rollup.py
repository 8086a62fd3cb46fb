"""Sums per New York day."""

from datetime import date
from decimal import Decimal

from lib.domain.books import DailyFigure
from lib.domain.ledger import build_books
from lib.domain.rollup import daily_rollup, tax_rollup
from lib.domain.transactions import Transaction
from lib.domain.wash_sales import taxes_of
from tests.domain.rows import at, buy, cash, put, removal, sell, short, told


class TestDailyRollup:
    def test_sums_closings_on_their_closing_day_in_new_york(self) -> None:
        rows = [
            buy("100", "-1000", fees="-1"),
            sell("40", "500", fees="-0.40", executed_at=at(4, 15)),
            sell("60", "900", fees="-0.60", executed_at=at(5, 2)),  # still the evening of the 4th in New York
        ]

        figures = rollup(rows)

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

        figures = [figure for figure in rollup(rows) if figure.amount]

        assert told(figures, "underlying", "instrument_type", "kind", "amount") == [
            ("ABC", "Equity Option", "gross", 50),
            ("", "", "interest", Decimal("0.03")),
            ("ABC", "", "dividends", 8),
        ]


class TestTaxRollup:
    def test_counts_what_a_wash_sale_puts_off_on_the_one_day_and_what_carries_it_on_the_other(self) -> None:
        rows = [
            buy("100", "-1000", executed_at=at(3)),
            sell("100", "750", executed_at=at(10)),  # a loss of 250
            buy("100", "-800", executed_at=at(20)),  # the same again within 30 days
            sell("100", "1100", executed_at=at(28)),
        ]
        books = build_books(rows)

        figures = tax_rollup(books.closings, taxes_of(books.closings, books.open_lots))

        assert told(figures, "day", "instrument_type", "kind", "amount", "count") == [
            (date(2025, 3, 10), "short", "tax_disallowed", 250, 1),
            (date(2025, 3, 10), "short", "tax_net", -250, 1),
            (date(2025, 3, 28), "short", "tax_carried", 250, 1),
            (date(2025, 3, 28), "short", "tax_net", 300, 1),
        ]


def rollup(rows: list[Transaction]) -> tuple[DailyFigure, ...]:
    """Sum the broker's books."""
    books = build_books(rows)
    return daily_rollup(books.closings, books.cash_events)
