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

    @pytest.mark.parametrize(
        ("narrowed", "kinds"),
        [
            ({}, ["Deposit", "Dividend", "Sell to Close", "Buy to Open"]),
            ({"start": "2024-01-03"}, ["Deposit", "Dividend", "Sell to Close"]),
            ({"start": "2024-01-03", "end": "2024-01-04"}, ["Dividend", "Sell to Close"]),
            ({"kind": "Trade"}, ["Sell to Close", "Buy to Open"]),
            ({"kind": "Dividend"}, ["Dividend"]),
            ({"instrument_type": "Equity"}, ["Dividend", "Sell to Close", "Buy to Open"]),
            ({"instrument_type": "Future"}, []),
            ({"search": "bought 1"}, ["Buy to Open"]),
            ({"search": "aapl", "kind": "Dividend"}, ["Dividend"]),
            ({"search": "20240103"}, ["Sell to Close"]),  # its order
            ({"search": "%"}, []),
            ({"search": "A_PL"}, []),
            ({"search": "'); drop table transactions; --"}, []),
            ({"kind": "Nothing like it"}, []),
        ],
        ids=str,
    )
    async def test_are_narrowed_in_the_list_and_in_its_file_alike(
        self, trader: Trader, account: str, narrowed: dict[str, str], kinds: list[str]
    ) -> None:
        rows = history(
            stock("2024-01-02", "Buy to Open", 1, "5.00"),
            stock("2024-01-03", "Sell to Close", 1, "6.00", at="19:30:00"),  # the 4th in UTC
            cash("2024-01-04", "Dividend", "0.50", symbol="AAPL"),
            cash("2024-01-05", "Deposit", "100.00"),
        )
        await trader.import_file(account, rows)

        listed = await trader.every("/api/transactions", account=account, **narrowed)
        answer = await trader.http.get("/api/transactions/export", params={"account": account, **narrowed})

        assert [row["sub_type"] for row in listed] == kinds
        assert [row["id"] for row in csv.DictReader(io.StringIO(answer.text))] == [row["id"] for row in listed]

    @pytest.mark.parametrize(
        "narrowed",
        [
            {"search": "x" * 101},
            {"search": "  "},
            {"search": "a\x00b"},
            {"kind": "x" * 101},
            {"kind": "a\x00b"},
            {"underlying": "a\x00b"},
            {"instrument_type": "Stock"},
            {"start": "2024-02-01", "end": "2024-01-01"},
            {"limit": "0"},
        ],
        ids=str,
    )
    async def test_refuse_what_nothing_can_be_found_by(self, trader: Trader, narrowed: dict[str, str]) -> None:
        for path in ("/api/transactions", "/api/transactions/export"):
            if "limit" in narrowed and path.endswith("export"):
                continue
            answer = await trader.http.get(path, params=narrowed)

            assert answer.status_code == 422, path
            assert answer.json()["error"]["message"]

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
        assert kinds[0] == "exported"


class TestWhatNeedsALook:
    async def test_can_be_taken_away_as_it_is_listed(self, trader: Trader, account: str) -> None:
        odd = [cash(f"2024-01-0{day}", "Lottery", "1.00", kind="Windfall") for day in (3, 4)]
        await trader.import_file(account, history(*odd, stock("2024-01-05", "Sell to Close", 1, "5.00")))

        listed = (await trader.get("/api/transactions/attention", account=account))["items"]
        answer = await trader.http.get("/api/transactions/attention/export", params={"account": account})

        lines = list(csv.DictReader(io.StringIO(answer.text)))
        assert [(line["id"], line["code"], line["amount"], line["account"]) for line in lines] == [
            (item["id"], item["code"], item["amount"], "Margin") for item in listed
        ]
        assert [line["transaction_ids"].split() for line in lines] == [item["transaction_ids"] for item in listed]
        assert {"unknown_type", "unmatched_close"} <= {line["code"] for line in lines}
