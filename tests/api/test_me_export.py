"""Everything we keep about a user, to take away."""

import csv
import io
import json
from collections.abc import AsyncIterator
from typing import Any
from zipfile import ZipFile

import pytest

from tests.api.histories import ASSIGNED, cash, history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

HISTORY = history(
    stock("2024-01-03", "Buy to Open", 200, "5.00"),
    stock("2024-01-04", "Sell to Close", 100, "6.50"),
    cash("2024-01-05", "Lottery", "1.00", kind="Windfall"),
    *ASSIGNED,
)
BOOKS = ("closings", "trades", "open_lots", "ledger")


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        yield trader


@pytest.fixture
async def intruder(functions: str, stranger: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, stranger) as trader:
        yield trader


@pytest.fixture
async def account(trader: Trader) -> str:
    account = await trader.add_account("Margin", account_number="5WT00001")
    await trader.import_file(account, HISTORY)
    return account


class TestTheExport:
    async def test_has_a_file_for_everything_and_says_what_each_is(self, trader: Trader, account: str) -> None:
        assert account
        files = await taken(trader)

        assert list(files) == [
            "README.txt",
            "profile.json",
            "accounts.csv",
            "imports.csv",
            "transactions.csv",
            "attention.csv",
            "acknowledgements.csv",
            "activity.csv",
            *(f"{view}/{name}.csv" for view in ("broker", "fold") for name in BOOKS),
            "tax/2024.csv",
            "complete.json",
        ]
        for name in files.keys() - {"README.txt"}:
            folder, is_inside, _ = name.partition("/")
            assert f"{folder}{is_inside}" in files["README.txt"]

    async def test_has_every_row_with_its_cells_as_the_file_had_them(self, trader: Trader, account: str) -> None:
        rows = lines(await taken(trader), "transactions.csv")

        listed = await trader.every("/api/transactions", account=account)
        assert [row["id"] for row in rows] == [row["id"] for row in listed]
        oldest = json.loads(rows[-2]["raw"])
        assert (rows[-2]["account"], rows[-2]["value"], oldest["Average Price"]) == ("Margin", "-1000", "-5.00")

    async def test_has_the_books_by_either_set_of_rules_apart(self, trader: Trader, account: str) -> None:
        files = await taken(trader)

        for view in ("broker", "fold"):
            closings = await trader.every("/api/pnl/closings", account=account, view=view)
            trades = await trader.every("/api/pnl/by-trade", account=account, view=view)
            assert [line["id"] for line in lines(files, f"{view}/closings.csv")] == [one["id"] for one in closings]
            assert [line["net"] for line in lines(files, f"{view}/trades.csv")] == [one["net"] for one in trades]

    async def test_has_what_the_user_said(self, trader: Trader, account: str) -> None:
        item = await unknown_rows(trader, account)
        [row] = item["transaction_ids"]
        await trader.http.put(f"/api/transactions/{row}/note", json={"note": "=A prize"})
        seen = {"code": item["code"], "transaction_ids": [row], "note": "Fine"}
        await trader.http.post("/api/transactions/attention/acknowledge", json=seen)

        files = await taken(trader)

        assert [line["note"] for line in lines(files, "transactions.csv") if line["id"] == row] == ["'=A prize"]
        [told] = [line for line in lines(files, "attention.csv") if line["code"] == "unknown_type"]
        assert (told["transaction_ids"], told["note"], bool(told["acknowledged_at"])) == (row, "Fine", True)
        [kept] = lines(files, "acknowledgements.csv")
        assert (kept["transaction_id"], kept["account"], kept["code"], kept["note"]) == (
            row,
            "Margin",
            "unknown_type",
            "Fine",
        )

    async def test_counts_its_lines_at_the_very_end(self, trader: Trader, account: str) -> None:
        assert account
        files = await taken(trader)

        complete = json.loads(files["complete.json"])
        assert complete["changed_meanwhile"] is False
        assert complete["lines"] == {name: len(lines(files, name)) for name in files if name.endswith(".csv")}
        assert complete["lines"]["transactions.csv"] == 7

    async def test_says_who_they_are_and_is_noted(self, trader: Trader, person: User) -> None:
        files = await taken(trader)

        profile = json.loads(files["profile.json"])
        assert (profile["id"], profile["email"], profile["role"]) == (person.id, person.email, "user")
        assert lines(files, "activity.csv")[0]["kind"] == "exported"
        assert lines(files, "transactions.csv") == []

    async def test_is_complete_beyond_one_page(self, trader: Trader, account: str) -> None:
        many = [cash("2024-02-01", "Lottery", f"{count}.00", kind="Windfall") for count in range(2, 1_207)]
        await trader.import_file(account, history(*many))
        item = await unknown_rows(trader, account)
        seen = {"code": item["code"], "transaction_ids": item["transaction_ids"]}
        await trader.http.post("/api/transactions/attention/acknowledge", json=seen)

        files = await taken(trader)

        rows, acknowledged = lines(files, "transactions.csv"), lines(files, "acknowledgements.csv")
        assert len({row["id"] for row in rows}) == len(rows) == 1_205 + 7
        assert all(row["raw"] for row in rows)
        assert sorted(one["transaction_id"] for one in acknowledged) == sorted(item["transaction_ids"])
        assert len(acknowledged) == 1_206

    async def test_is_sent_in_chunks(self, trader: Trader) -> None:
        answer = await trader.http.get("/api/me/export")

        assert answer.headers["content-type"] == "application/zip"
        assert answer.headers["content-disposition"] == 'attachment; filename="tastytrade-tracker.zip"'
        assert "content-length" not in answer.headers

    @pytest.mark.usefixtures("account")
    async def test_has_nothing_of_anybody_else(self, intruder: Trader) -> None:
        files = await taken(intruder)

        complete = json.loads(files["complete.json"])
        assert {name for name, count in complete["lines"].items() if count} == {"activity.csv"}


async def unknown_rows(trader: Trader, account: str) -> dict[str, Any]:
    items = (await trader.get("/api/transactions/attention", account=account))["items"]
    [item] = [item for item in items if item["code"] == "unknown_type"]
    return dict(item)


async def taken(trader: Trader) -> dict[str, str]:
    answer = await trader.http.get("/api/me/export")
    assert answer.status_code == 200, answer.text
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def lines(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name], newline="")))
