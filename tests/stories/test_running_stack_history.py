"""A whole account's history through the running stack, equal to the cent to an independent calculation."""

import csv
import io
from collections import defaultdict
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from dev.stack import Stack
from tests.api.trader import Trader, trader_of
from tests.local_stack import new_user
from tests.parts import where

pytestmark = pytest.mark.needs("shared")
FLAT_SYMBOLS = 360


def history_file(name: str) -> bytes:
    return (Path(where("shared")) / "data/tastytrade/history" / name).read_bytes()


@pytest.fixture(scope="module")
async def trader(functions: str, stack: Stack) -> AsyncIterator[Trader]:
    """Import the whole account, eight years, and yield its trader."""
    async with trader_of(functions, new_user(stack)) as trader:
        account = await trader.add_account("Margin")
        done = await trader.import_file(account, history_file("avion23_2018_2025.csv"))
        assert (done["rows_read"], done["rows_stored"], done["rows_new"]) == (1268, 1268, 1268)
        yield trader


@pytest.fixture(scope="module")
async def closings(trader: Trader) -> dict[str, dict[str, Decimal]]:
    """Add up gross and fees by symbol."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for closing in await trader.every("/api/pnl/closings"):
        for column in ("gross", "fees_open", "fees_close"):
            sums[closing["symbol"]][column] += Decimal(closing[column])
    return sums


@pytest.fixture(scope="module")
async def open_symbols(trader: Trader) -> dict[str, Decimal]:
    quantities: dict[str, Decimal] = defaultdict(Decimal)
    for lot in (await trader.get("/api/pnl/open-lots"))["items"]:
        quantities[lot["symbol"]] += Decimal(lot["quantity"])
    return dict(quantities)


class TestWholeHistory:
    async def test_leaves_open_what_is_open(self, open_symbols: dict[str, Decimal]) -> None:
        assert open_symbols == {"MSTY": 200, "METU": 300}

    async def test_earned_per_flat_symbol_the_signed_sum_of_its_rows(
        self, closings: dict[str, dict[str, Decimal]], open_symbols: dict[str, Decimal]
    ) -> None:
        values = {symbol: value for symbol, value in signed_values().items() if symbol not in open_symbols}

        # A symbol whose lots all moved to a new one closed nothing: its rows add up to nothing as well.
        earned = {symbol: closings[symbol]["gross"] if symbol in closings else Decimal(0) for symbol in values}

        assert len(values) == FLAT_SYMBOLS
        assert earned == values
        assert sum(earned.values()) == Decimal("661.47")

    async def test_earned_in_all_what_the_independent_program_says(self, trader: Trader) -> None:
        golden = Path(where("shared")) / "data/tastytrade/golden/avion23_closed_trades.csv"
        earned = sum((Decimal(row["profit_usd"]) for row in csv.DictReader(golden.open())), Decimal())

        summary = await trader.get("/api/pnl/summary")

        assert Decimal(summary["gross"]) == earned.quantize(Decimal("0.01")) == Decimal("661.47")

    async def test_paid_the_fees_of_its_rows(
        self, trader: Trader, closings: dict[str, dict[str, Decimal]], open_symbols: dict[str, Decimal]
    ) -> None:
        flat = [sums for symbol, sums in closings.items() if symbol not in open_symbols]
        still_open = (await trader.get("/api/pnl/summary"))["open_fees"]

        paid = -sum(sums["fees_open"] + sums["fees_close"] for sums in flat)

        assert paid == Decimal("1151.91")
        assert paid - Decimal(still_open) == Decimal("1152.31")

    async def test_moved_the_cash_of_its_rows(self, trader: Trader) -> None:
        rows = await trader.every("/api/transactions")

        assert sum(Decimal(row["net_value"]) for row in rows) == Decimal("17178.88")

    async def test_explains_all_cash_by_its_figures(self, trader: Trader) -> None:
        summary = await trader.get("/api/pnl/summary")
        # Fifteen rows have a Total that is a cent off their own value and fees: that is among the fee adjustments.
        rounding = sum(
            Decimal(row["net_value"]) - sum(Decimal(row[part]) for part in ("value", "commission", "fees"))
            for row in await trader.every("/api/transactions")
        )
        income = ("dividends", "interest", "lending", "fees", "fee_adjustments", "adjustments", "unclassified")
        external = ("deposits", "withdrawals", "transfers")

        explained = sum(Decimal(summary[name]) for name in (*income, *external, "net", "open_value", "open_fees"))

        assert rounding == Decimal("-0.07")
        assert explained == Decimal("17178.88")

    @pytest.mark.parametrize(
        ("year", "gross"),
        [
            (2018, "-1668"),
            (2019, "-272"),
            (2020, "380.5"),
            (2021, "978.48"),
            (2022, "696.46"),
            (2023, "-715.72"),
            (2024, "1524.69"),
            (2025, "-262.94"),
        ],
    )
    async def test_earned_per_closing_year(self, trader: Trader, year: int, gross: str) -> None:
        summary = await trader.get("/api/pnl/summary", start=f"{year}-01-01", end=f"{year}-12-31")

        assert summary["gross"] == gross

    async def test_has_lines_per_underlying_that_add_up(self, trader: Trader) -> None:
        table = await trader.get("/api/pnl/by-underlying")

        summed = sum(
            Decimal(line[f"{part}_gross"]) for line in table["items"] for part in ("options", "stock", "other")
        )
        assert summed == Decimal("661.47")
        for column, total in table["totals"].items():
            assert sum(Decimal(line[column]) for line in table["items"]) == Decimal(total), column


def signed_values() -> dict[str, Decimal]:
    """Add up the file's own Value column by symbol, leaving out the rows that are no trades."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in csv.DictReader(io.StringIO(history_file("avion23_2018_2025.csv").decode("utf-8-sig"))):
        if row["Type"] in {"Trade", "Receive Deliver"}:
            sums[row["Symbol"]] += Decimal(row["Value"].replace(",", ""))
    return sums
