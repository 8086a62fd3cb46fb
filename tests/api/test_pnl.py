"""The P&L over HTTP: sums, lines that add up to them, and the rows behind the lines."""

from collections.abc import AsyncIterator
from decimal import Decimal
from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.api.histories import cash, history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

ROUND_TRIPS = history(
    stock("2023-12-28", "Buy to Open", 100, "5.00"),
    stock("2024-01-03", "Sell to Close", 100, "6.50"),  # +150
    stock("2024-01-04", "Buy to Open", 200, "10.00", symbol="F", fees="-0.16"),
    stock("2024-01-05", "Sell to Close", 100, "9.00", symbol="F"),  # -100, half of the opening fees
    cash("2024-01-05", "Dividend", "7.50", symbol="F"),
    cash("2024-01-08", "Credit Interest", "0.03"),
    cash("2024-01-09", "Deposit", "1000.00"),
)


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        yield trader


@pytest.fixture
async def account(trader: Trader) -> str:
    account = await trader.add_account("Margin")
    await trader.import_file(account, ROUND_TRIPS)
    return account


class TestSummary:
    async def test_sums_what_was_realized_and_where_other_cash_went(self, trader: Trader, account: str) -> None:
        summary = await trader.get("/api/pnl/summary", account=account)

        published_at = summary.pop("books_published_at")
        assert published_at is not None
        assert summary == {
            "gross": "50",  # 150 - 100
            "fees_open": "-0.16",  # -0.08 and half of -0.16
            "fees_close": "-0.16",
            "net": "49.68",
            "dividends": "7.5",
            "interest": "0.03",
            "lending": "0",
            "fees": "0",
            "fee_adjustments": "0",
            "adjustments": "0",
            "deposits": "1000",
            "withdrawals": "0",
            "transfers": "0",
            "mark_to_market": "0",
            "unclassified": "0",
            "closings": 2,
            "open_value": "-1000",  # 100 F at 10.00
            "open_fees": "-0.08",
            "open_lots": 1,
            "open_futures": 0,
            "first_day": "2024-01-03",
            "last_day": "2024-01-09",
        }

    @pytest.mark.parametrize(
        ("period", "gross"),
        [
            ({"start": "2024-01-03", "end": "2024-01-03"}, "150"),
            ({"end": "2024-01-04"}, "150"),
            ({"start": "2024-01-04"}, "-100"),
            ({"start": "2023-01-01", "end": "2023-12-31"}, "0"),  # opened, not closed
        ],
    )
    async def test_counts_by_closing_day(
        self, trader: Trader, account: str, period: dict[str, str], gross: str
    ) -> None:
        assert (await trader.get("/api/pnl/summary", account=account, **period))["gross"] == gross

    async def test_counts_days_in_new_york(self, trader: Trader) -> None:
        late = await trader.add_account("Late")
        rows = history(
            stock("2024-01-03", "Buy to Open", 1, "5.00"),
            stock("2024-01-03", "Sell to Close", 1, "6.00", at="23:30:00"),  # the 4th in UTC
        )
        await trader.import_file(late, rows)

        summary = await trader.get("/api/pnl/summary", account=late, end="2024-01-03")

        assert summary["gross"] == "1"

    @pytest.mark.parametrize(
        "period",
        [
            {"start": "2024-02-01", "end": "2024-01-01"},
            {"start": "0001-01-01"},
            {"end": "9999-12-31"},
            {"start": "yesterday"},
            {"account": "mine"},
            {"view": "both"},
        ],
    )
    async def test_refuses_a_period_that_makes_no_sense(self, trader: Trader, period: dict[str, str]) -> None:
        answer = await trader.http.get("/api/pnl/summary", params=period)

        assert answer.status_code == 422
        assert answer.json()["error"]["message"]

    async def test_is_all_zeros_before_the_first_import(self, trader: Trader) -> None:
        summary = await trader.get("/api/pnl/summary")

        assert (summary["gross"], summary["closings"], summary["books_published_at"]) == ("0", 0, None)

    async def test_needs_a_sign_in(self, trader: Trader) -> None:
        answer = await trader.http.get("/api/pnl/summary", headers={"Authorization": ""})

        assert answer.status_code == 401


class TestByUnderlying:
    async def test_has_a_line_per_underlying_and_totals_that_equal_their_sum(
        self, trader: Trader, account: str
    ) -> None:
        table = await trader.get("/api/pnl/by-underlying", account=account)

        lines = {line["underlying"]: line for line in table["items"]}
        assert (lines["AAPL"]["stock_gross"], lines["AAPL"]["stock_net"], lines["AAPL"]["realized"]) == (
            "150",
            "149.84",
            "149.84",
        )
        assert (lines["F"]["stock_net"], lines["F"]["dividends"], lines["F"]["realized"]) == (
            "-100.16",
            "7.5",
            "-92.66",
        )
        assert (lines["F"]["open_lots"], lines["F"]["open_value"]) == (1, "-1000")
        for column, total in table["totals"].items():
            assert sum(Decimal(line[column]) for line in table["items"]) == Decimal(total), column


class TestClosings:
    async def test_drill_from_a_sum_to_the_brokers_rows(self, trader: Trader, account: str) -> None:
        [closing] = await trader.every("/api/pnl/closings", account=account, underlying="F")

        rows = await trader.get("/api/transactions", ids=[closing["opening_id"], closing["closing_id"]])

        assert (closing["gross"], closing["fees_open"], closing["fees_close"], closing["net"]) == (
            "-100",
            "-0.08",
            "-0.08",
            "-100.16",
        )
        assert [(row["action"], row["value"]) for row in rows["items"]] == [
            ("Sell to Close", "900"),
            ("Buy to Open", "-2000"),
        ]
        assert rows["items"][0]["raw"]["Description"] == "Sold 100 F @ 9.00"

    async def test_come_page_by_page_newest_first(self, trader: Trader, account: str) -> None:
        first = await trader.get("/api/pnl/closings", account=account, limit=1)
        second = await trader.get("/api/pnl/closings", account=account, limit=1, after=first["next"])

        assert [first["items"][0]["symbol"], second["items"][0]["symbol"]] == ["F", "AAPL"]

    @pytest.mark.parametrize("after", ["x", "'; drop table closings", "|", "infinity|x", "2024-01-01|x"])
    async def test_refuse_a_cursor_that_is_none(self, trader: Trader, account: str, after: str) -> None:
        assert account
        for path in (
            "/api/pnl/closings",
            "/api/pnl/by-trade",
            "/api/pnl/ledger",
            "/api/pnl/tax/lines?year=2024",
            "/api/transactions",
        ):
            answer = await trader.http.get(f"{path}{'&' if '?' in path else '?'}after={quote(after)}")

            assert answer.status_code == 422, path


class TestOpenLots:
    async def test_show_what_is_left(self, trader: Trader, account: str) -> None:
        [lot] = (await trader.get("/api/pnl/open-lots", account=account))["items"]

        assert (lot["symbol"], lot["quantity"], lot["value"], lot["fees"]) == ("F", "100", "-1000", "-0.08")
        assert (await trader.get("/api/pnl/open-lots", underlying="AAPL"))["items"] == []


class TestSeveralAccounts:
    async def test_are_summed_unless_one_is_named(self, trader: Trader, account: str) -> None:
        other = await trader.add_account("IRA")
        await trader.import_file(other, ROUND_TRIPS)

        both, one = await trader.get("/api/pnl/summary"), await trader.get("/api/pnl/summary", account=account)

        assert (both["gross"], one["gross"]) == ("100", "50")

    async def test_that_do_not_exist_have_nothing(self, trader: Trader, account: str) -> None:
        assert account
        assert (await trader.get("/api/pnl/summary", account=str(uuid4())))["gross"] == "0"
