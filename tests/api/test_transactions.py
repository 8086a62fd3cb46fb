"""The broker's rows over HTTP."""

import csv
import io
from collections.abc import AsyncIterator

import pytest

from tests.api.histories import cash, history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import User


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        yield trader


@pytest.fixture
async def account(trader: Trader) -> str:
    return await trader.add_account("Margin")


class TestRows:
    async def test_are_listed_newest_first_and_by_underlying(self, trader: Trader, account: str) -> None:
        rows = [
            stock(f"2024-01-0{day}", "Buy to Open", 1, "5.00", symbol=s) for day, s in ((2, "F"), (3, "AAPL"), (4, "F"))
        ]
        await trader.import_file(account, history(*rows))

        every = await trader.every("/api/transactions", account=account)
        of_ford = await trader.every("/api/transactions", account=account, underlying="F")

        assert [row["symbol"] for row in every] == ["F", "AAPL", "F"]
        assert [row["executed_at"][:10] for row in of_ford] == ["2024-01-04", "2024-01-02"]

    async def test_come_page_by_page_without_losing_one(self, trader: Trader, account: str) -> None:
        same_time = [stock("2024-01-02", "Buy to Open", count, "5.00") for count in range(1, 8)]
        await trader.import_file(account, history(*same_time))

        pages: list[list[str]] = []
        after: dict[str, str] = {}
        while True:
            page = await trader.get("/api/transactions", limit=2, **after)
            pages.append([row["quantity"] for row in page["items"]])
            if page["next"] is None:
                break
            after = {"after": page["next"]}

        assert sorted(quantity for page in pages for quantity in page) == list("1234567")
        assert [len(page) for page in pages] == [2, 2, 2, 1]

    async def test_refuse_an_id_that_is_none(self, trader: Trader) -> None:
        assert (await trader.http.get("/api/transactions", params={"ids": "x"})).status_code == 422


class TestExport:
    async def test_gives_every_row_with_inert_cells(self, trader: Trader, account: str) -> None:
        formula = cash("2024-01-03", "Deposit", "5.00").replace(",Deposit,5.00", ",=1+1,5.00")
        await trader.import_file(account, history(stock("2024-01-02", "Buy to Open", 1, "5.00"), formula))

        answer = await trader.http.get("/api/transactions/export", params={"account": account})

        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.headers["content-disposition"].startswith("attachment")
        newest, oldest = csv.DictReader(io.StringIO(answer.text))
        assert newest["description"] == "'=1+1"
        assert (oldest["symbol"], oldest["value"], oldest["net_value"]) == ("AAPL", "-5", "-5.08")

    async def test_of_several_pages_is_complete(self, trader: Trader, account: str) -> None:
        rows = [stock("2024-01-02", "Buy to Open", count, "5.00") for count in range(1, 1_206)]
        await trader.import_file(account, history(*rows))

        answer = await trader.http.get("/api/transactions/export")

        quantities = [int(row["quantity"]) for row in csv.DictReader(io.StringIO(answer.text))]
        assert sorted(quantities) == list(range(1, 1_206))

    async def test_is_noted_in_the_audit_log(self, trader: Trader, account: str) -> None:
        await trader.http.get("/api/transactions/export", params={"account": account})

        kinds = [entry["kind"] for entry in (await trader.get("/api/me/activity"))["items"]]
        assert "exported" in kinds
