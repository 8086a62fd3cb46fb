"""What derived books come to per period."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from lib.domain.transactions import Action
from lib.ports.books import BookSettings
from lib.usecases.derive_books import derive_books
from lib.usecases.sum_books import period_sums
from tests.ports.rows import NOON, bought

# Bought for 500.00 and 0.08 on 2024-03-01, sold for 650.00 the same day.
BOUGHT = bought("AAPL")
SOLD = replace(
    bought("AAPL"),
    action=Action.SELL_TO_CLOSE,
    executed_at=NOON + timedelta(hours=1),
    value=Decimal(650),
    fees=Decimal(0),
    net_value=Decimal(650),
)


class TestPeriodSums:
    def test_are_of_each_day_month_and_year_and_of_each_underlying(self) -> None:
        sums = period_sums(derive_books([BOUGHT, SOLD], BookSettings()))

        gross = {key: sum_ for key, sum_ in sums.items() if key.endswith("|gross")}
        assert gross == {
            "both|all|day|2024-03-01|||gross": "150|1",
            "both|all|month|2024-03-01|||gross": "150|1",
            "both|all|year|2024-01-01|||gross": "150|1",
            "both|underlying|year|2024-01-01|AAPL|Equity|gross": "150|1",
            "both|underlying|ever|1969-01-01|AAPL|Equity|gross": "150|1",
        }

    def test_count_the_trades_that_were_closed_and_keep_taxes_by_term(self) -> None:
        sums = period_sums(derive_books([BOUGHT, SOLD], BookSettings()))

        assert sums["both|all|year|2024-01-01|||trades"] == "0|1"
        assert sums["fold|all|year|2024-01-01||short|tax_net"] == "149.92|1"

    def test_count_no_trade_that_is_open(self) -> None:
        assert period_sums(derive_books([BOUGHT], BookSettings())) == {}

    def test_add_up_over_the_days_of_a_month(self) -> None:
        later = timedelta(days=4)
        again = [replace(row, id=f"{row.id}2", executed_at=row.executed_at + later) for row in (BOUGHT, SOLD)]

        sums = period_sums(derive_books([BOUGHT, SOLD, *again], BookSettings()))

        assert sums["both|all|day|2024-03-05|||gross"] == "150|1"
        assert sums["both|all|month|2024-03-01|||gross"] == "300|2"
