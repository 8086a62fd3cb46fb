"""Every list as a file: the same lines as the list, in the same order, under the same filters."""

import csv
import io
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest

from tests.api.histories import ASSIGNED, cash, history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

HISTORY = history(
    stock("2024-01-03", "Buy to Open", 200, "5.00"),
    stock("2024-01-04", "Sell to Close", 100, "6.50"),
    stock("2024-01-04", "Buy to Open", 200, "10.00", symbol="F", fees="-0.15"),
    stock("2024-01-05", "Sell to Close", 100, "9.00", symbol="F"),
    cash("2024-01-08", "Credit Interest", "0.03"),
    *ASSIGNED,
)
LISTS = {
    "closings": "closings",
    "trades": "by-trade",
    "by-underlying": "by-underlying",
    "by-day": "by-day",
    "equity": "equity",
    "ledger": "ledger",
    "open-lots": "open-lots",
}
PAGED = {"closings", "trades", "ledger"}
FILTERS: list[tuple[str, dict[str, str]]] = [
    *((name, {}) for name in LISTS),
    *((name, {"view": "fold"}) for name in LISTS),
    *((name, {"underlying": "F"}) for name in LISTS if name not in {"by-underlying", "equity"}),
    *((name, {"start": "2024-01-05", "end": "2024-01-19"}) for name in LISTS if name != "open-lots"),
    ("trades", {"status": "partly_closed"}),
    ("ledger", {"kind": "interest"}),
]


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        yield trader


@pytest.fixture
async def account(trader: Trader) -> str:
    account = await trader.add_account("=Margin")
    await trader.import_file(account, HISTORY)
    other = await trader.add_account("IRA")
    await trader.import_file(other, history(stock("2024-01-05", "Buy to Open", 7, "1.00", symbol="F")))
    return account


class TestAnExport:
    @pytest.mark.parametrize(("name", "filters"), FILTERS)
    async def test_has_exactly_the_lists_lines(
        self, trader: Trader, account: str, name: str, filters: dict[str, str]
    ) -> None:
        asked = {**filters, "account": account}
        listed = await items(trader, name, asked)

        lines = await exported(trader, name, asked)

        assert listed
        assert len(lines) == len(listed)
        for line, item in zip(lines, listed, strict=True):
            written = {column: line[column] for column in item if column != "account_id"}
            assert written == {column: cell(column, item[column]) for column in written}

    async def test_names_accounts_and_lets_no_name_run(self, trader: Trader, account: str) -> None:
        assert account
        lines = await exported(trader, "open-lots", {})

        assert {line["account"] for line in lines} == {"'=Margin", "IRA"}
        assert "account_id" not in lines[0]

    async def test_is_sent_in_chunks_as_a_file_and_noted(self, trader: Trader, account: str) -> None:
        answer = await trader.http.get("/api/pnl/export/trades.csv", params={"account": account})

        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"] == 'attachment; filename="trades.csv"'
        assert "content-length" not in answer.headers
        [latest, *_] = (await trader.get("/api/me/activity"))["items"]
        assert (latest["kind"], latest["detail"]) == ("exported", {"list": "trades"})

    async def test_of_several_pages_is_complete(self, trader: Trader) -> None:
        many = await trader.add_account("Many")
        rows = [stock("2024-01-02", "Buy to Open", 1, "5.00", at=f"10:{n // 60:02}:{n % 60:02}") for n in range(1_205)]
        await trader.import_file(many, history(*rows, stock("2024-01-03", "Sell to Close", 1_205, "6.00")))

        lines = await exported(trader, "closings", {"account": many})

        assert len(lines) == len({line["id"] for line in lines}) == 1_205
        assert sum(Decimal(line["gross"]) for line in lines) == 1_205

    async def test_of_nothing_is_a_heading(self, trader: Trader) -> None:
        answer = await trader.http.get("/api/pnl/export/closings.csv")

        assert answer.status_code == 200
        assert answer.text.startswith("id,account,trade_id,symbol,")
        assert len(answer.text.splitlines()) == 1


class TestForm8949:
    async def test_has_the_forms_columns_and_lines_that_add_up(self, trader: Trader, account: str) -> None:
        listed = await trader.every("/api/pnl/tax/lines", account=account, year=2024)
        year = await trader.get("/api/pnl/tax", account=account, year=2024)

        lines = await exported(trader, "form-8949", {"account": account, "year": "2024"})

        assert [line["(a) Description of property"] for line in lines] == [one["description"] for one in listed]
        gains = [Decimal(line["(h) Gain or loss"]) for line in lines]
        for line, gain in zip(lines, gains, strict=True):
            proceeds, cost = Decimal(line["(d) Proceeds"]), Decimal(line["(e) Cost or other basis"])
            assert gain == proceeds - cost + Decimal(line["(g) Amount of adjustment"] or 0)
            assert (line["Term"], line["Account"]) == ("short", "'=Margin")
        assert abs(sum(gains) - Decimal(year["gain"])) <= Decimal("0.01") * len(gains)
        aapl = next(line for line in lines if "AAPL" in line["(a) Description of property"])
        assert (aapl["(b) Date acquired"], aapl["(c) Date sold or disposed of"]) == ("01/03/2024", "01/04/2024")
        # 650 - 0.08; 500 and half of 0.08
        assert (aapl["(d) Proceeds"], aapl["(e) Cost or other basis"]) == ("649.92", "500.04")


async def items(trader: Trader, name: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    path = f"/api/pnl/{LISTS[name]}"
    if name in PAGED:
        return await trader.every(path, **asked)
    whole: list[dict[str, Any]] = (await trader.get(path, **asked))["items"]
    return whole


async def exported(trader: Trader, name: str, asked: dict[str, str]) -> list[dict[str, str]]:
    answer = await trader.http.get(f"/api/pnl/export/{name}.csv", params=asked)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def cell(column: str, value: object) -> str:
    """Write what JSON said as the file does: a time without its T and Z, a text that could run with an apostrophe."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str() if column == "signature" and value.startswith("+"):
            return f"'{value}"
        case str() if value.endswith("Z") and "T" in value:
            return value.replace("T", " ").replace("Z", "+00:00")
        case _:
            return str(value)
