"""Trades, days, the ledger and the tax preview over HTTP, by either set of rules."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from tests.api.histories import ASSIGNED, cash, history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

HISTORY = history(
    stock("2023-12-28", "Buy to Open", 100, "5.00"),
    stock("2024-01-03", "Sell to Close", 100, "6.50"),  # +150 - 0.16
    stock("2024-01-04", "Buy to Open", 200, "10.00", symbol="F", fees="-0.16"),
    stock("2024-01-05", "Sell to Close", 100, "9.00", symbol="F"),  # -100 - 0.16
    cash("2024-01-08", "Credit Interest", "0.03"),
    cash("2024-01-09", "Deposit", "1000.00"),
    *ASSIGNED,  # +50 - 6.08, on the 19th and the 22nd
)


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        yield trader


@pytest.fixture
async def account(trader: Trader) -> str:
    account = await trader.add_account("Margin")
    await trader.import_file(account, HISTORY)
    return account


class TestTheView:
    async def test_moves_an_assigned_puts_premium_into_its_shares_and_changes_no_total(
        self, trader: Trader, account: str
    ) -> None:
        broker, fold = [await underlying(trader, account, "PCG", view) for view in ("broker", "fold")]

        assert (broker["options_net"], broker["stock_net"]) == ("149", "-105.08")  # 150 - 1; -100 - 5 - 0.08
        assert (fold["options_net"], fold["stock_net"]) == ("0", "43.92")  # 900 - (1000 - 150), charges 6.08
        assert broker["realized"] == fold["realized"] == "43.92"

    async def test_is_the_brokers_unless_said_otherwise(self, trader: Trader, account: str) -> None:
        assert await trader.get("/api/pnl/summary", account=account) == await trader.get(
            "/api/pnl/summary", account=account, view="broker"
        )

    @pytest.mark.parametrize("view", ["broker", "fold"])
    async def test_is_one_and_the_same_in_every_figure(self, trader: Trader, account: str, view: str) -> None:
        scope = {"account": account, "view": view}
        summary = await trader.get("/api/pnl/summary", **scope)
        closings = await trader.every("/api/pnl/closings", **scope)
        trades = await trader.every("/api/pnl/by-trade", **scope)
        days = await trader.get("/api/pnl/by-day", **scope)
        ledger = await trader.every("/api/pnl/ledger", **scope, kind="closing")

        nets = [total(lines, "net") for lines in (closings, trades, days["items"])]
        assert nets == [Decimal(summary["net"])] * 3 == [Decimal("93.60")] * 3  # 149.84 - 100.16 + 43.92
        assert total(ledger, "amount") == Decimal("93.60")


class TestTrades:
    async def test_are_listed_newest_opening_first_with_their_state(self, trader: Trader, account: str) -> None:
        trades = await trader.every("/api/pnl/by-trade", account=account)

        told = [(trade["underlying"], trade["status"], trade["net"]) for trade in trades]
        assert told == [
            ("PCG", "closed", "-105.08"),
            ("F", "partly_closed", "-100.16"),
            ("PCG", "closed", "149"),
            ("AAPL", "closed", "149.84"),
        ]

    @pytest.mark.parametrize(
        ("narrowed", "underlyings"),
        [
            ({"status": "partly_closed"}, ["F"]),
            ({"status": "open"}, []),
            ({"underlying": "AAPL"}, ["AAPL"]),
            ({"end": "2024-01-03"}, ["PCG", "AAPL"]),  # the put was open then
        ],
    )
    async def test_are_narrowed_and_counted(
        self, trader: Trader, account: str, narrowed: dict[str, str], underlyings: list[str]
    ) -> None:
        page = await trader.get("/api/pnl/by-trade", account=account, **narrowed)

        found = [trade["underlying"] for trade in page["items"]]
        if "end" not in narrowed:
            assert found == underlyings
            assert page["count"] == len(underlyings)
        else:
            assert "AAPL" in found
            assert "F" not in found

    async def test_show_what_they_are_made_of_down_to_the_brokers_rows(self, trader: Trader, account: str) -> None:
        [trade] = await trader.every("/api/pnl/by-trade", account=account, underlying="AAPL")

        detail = await trader.get(f"/api/pnl/trades/{trade['id']}")

        assert detail["trade"] == trade
        assert [(leg["symbol"], leg["opened"], leg["closed"], leg["net"]) for leg in detail["legs"]] == [
            ("AAPL", "100", "100", "149.84")
        ]
        assert [closing["net"] for closing in detail["closings"]] == ["149.84"]
        assert sorted(row["value"] for row in detail["rows"]) == ["-500", "650"]

    async def test_show_an_assignment_from_both_sides(self, trader: Trader, account: str) -> None:
        shares, option = [
            await trader.get(f"/api/pnl/trades/{trade['id']}")
            for trade in await trader.every("/api/pnl/by-trade", account=account, underlying="PCG")
        ]

        [brought], [came] = option["deliveries"], shares["deliveries"]
        assert brought == came
        assert (brought["kind"], brought["contracts"], brought["units"]) == ("assignment", "1", "100")
        assert brought["option_trades"] == [option["trade"]["id"]]
        assert shares["trade"]["id"] in brought["stock_trades"]

    @pytest.mark.parametrize("trade_id", ["x", str(uuid4()), "x" * 100])
    async def test_that_do_not_exist_are_not_found(self, trader: Trader, account: str, trade_id: str) -> None:
        assert account
        answer = await trader.http.get(f"/api/pnl/trades/{trade_id}")

        assert answer.status_code == 404
        assert answer.json()["error"]["message"]


class TestDays:
    async def test_have_a_line_each_and_totals_that_equal_their_sum(self, trader: Trader, account: str) -> None:
        table = await trader.get("/api/pnl/by-day", account=account)

        assert [(line["day"], line["total"]) for line in table["items"]] == [
            ("2024-01-03", "149.84"),
            ("2024-01-05", "-100.16"),
            ("2024-01-08", "0.03"),
            ("2024-01-09", "0"),  # a deposit earns nothing
            ("2024-01-19", "149"),
            ("2024-01-22", "-105.08"),
        ]
        for column, sum_ in table["totals"].items():
            assert total(table["items"], column) == Decimal(sum_), column

    async def test_of_one_underlying_leave_other_cash_out(self, trader: Trader, account: str) -> None:
        table = await trader.get("/api/pnl/by-day", account=account, underlying="F")

        assert [(line["day"], line["total"]) for line in table["items"]] == [("2024-01-05", "-100.16")]


class TestTheEquityCurve:
    async def test_runs_from_nothing_and_knows_how_deep_it_fell(self, trader: Trader, account: str) -> None:
        curve = await trader.get("/api/pnl/equity", account=account)

        assert [point["running"] for point in curve["items"]] == [
            "149.84", "49.68", "49.71", "49.71", "198.71", "93.63"
        ]  # fmt: skip
        assert (curve["total"], curve["flows"]) == ("93.63", "1000")
        assert (curve["max_drawdown"], curve["peak_day"], curve["bottom_day"]) == (
            "-105.08",
            "2024-01-19",
            "2024-01-22",
        )

    async def test_of_a_period_starts_at_nothing_again(self, trader: Trader, account: str) -> None:
        curve = await trader.get("/api/pnl/equity", account=account, start="2024-01-04", end="2024-01-08")

        assert [(point["running"], point["drawdown"]) for point in curve["items"]] == [
            ("-100.16", "-100.16"),
            ("-100.13", "-100.13"),
        ]


class TestTheLedger:
    async def test_has_every_closing_and_all_other_cash_newest_first(self, trader: Trader, account: str) -> None:
        events = await trader.every("/api/pnl/ledger", account=account)

        assert [(event["kind"], event["amount"]) for event in events] == [
            ("closing", "-105.08"),
            ("closing", "149"),
            ("deposits", "1000"),
            ("interest", "0.03"),
            ("closing", "-100.16"),
            ("closing", "149.84"),
        ]

    async def test_comes_page_by_page_and_by_kind(self, trader: Trader, account: str) -> None:
        first = await trader.get("/api/pnl/ledger", account=account, kind="closing", limit=3)
        second = await trader.get("/api/pnl/ledger", account=account, kind="closing", limit=3, after=first["next"])

        assert [event["symbol"] for event in second["items"]] == ["AAPL"]
        assert [event["amount"] for event in await trader.every("/api/pnl/ledger", kind="interest")] == ["0.03"]


class TestTheTaxPreview:
    async def test_sums_a_year_by_term_with_an_assigned_puts_premium_in_its_shares(
        self, trader: Trader, account: str
    ) -> None:
        year = await trader.get("/api/pnl/tax", account=account, year=2024)

        terms = {one["term"]: one for one in year["terms"]}
        assert set(terms) == {"short", "long", "1256"}
        assert (terms["short"]["net"], terms["long"]["gain"], terms["1256"]["gain"]) == ("93.6", "0", "0")
        assert (year["year"], year["interest"], year["years"]) == (2024, "0.03", [2024])

    async def test_has_a_line_per_closing_that_adds_up_to_the_years_gain(self, trader: Trader, account: str) -> None:
        lines = await trader.every("/api/pnl/tax/lines", account=account, year=2024)
        year = await trader.get("/api/pnl/tax", account=account, year=2024)

        assert total(lines, "gain") == Decimal(year["gain"])
        aapl = next(line for line in lines if line["symbol"] == "AAPL")
        assert (aapl["acquired_on"], aapl["sold_on"]) == ("2023-12-28", "2024-01-03")
        assert (aapl["proceeds"], aapl["cost"], aapl["gain"]) == ("649.92", "500.08", "149.84")

    async def test_of_a_year_without_closings_is_all_zeros(self, trader: Trader, account: str) -> None:
        year = await trader.get("/api/pnl/tax", account=account, year=2019)

        assert (year["gain"], [one["closings"] for one in year["terms"]]) == ("0", [0, 0, 0])
        assert (await trader.get("/api/pnl/tax/lines", account=account, year=2019))["items"] == []


class TestWhatIsUnknown:
    @pytest.mark.parametrize(
        "path",
        [
            "by-trade?status=half",
            "by-trade?view=both",
            "by-trade?limit=0",
            "ledger?kind=tax_net",
            "ledger?limit=1001",
            "by-day?start=2024-02-01&end=2024-01-01",
            "equity?start=yesterday",
            "tax",
            "tax?year=1969",
            "tax?year=twelve",
            "tax/lines?year=2200",
            "trades/x?view=both",
            f"trades/{'x' * 101}",
            "export/trades.csv?status=half",
            "export/ledger.csv?kind=tax_net",
            "export/form-8949.csv",
        ],
    )
    async def test_is_refused_with_a_sentence(self, trader: Trader, path: str) -> None:
        answer = await trader.http.get(f"/api/pnl/{path}")

        assert answer.status_code == 422
        assert answer.json()["error"]["message"]


async def underlying(trader: Trader, account: str, name: str, view: str) -> dict[str, Any]:
    table = await trader.get("/api/pnl/by-underlying", account=account, view=view)
    return next(line for line in table["items"] if line["underlying"] == name)


def total(lines: list[dict[str, Any]], column: str) -> Decimal:
    return sum((Decimal(line[column]) for line in lines), Decimal(0))
