"""What a trader says about rows: a note, a basis, that something was looked at; and the books that follow."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.api.asking import attention, books, row_of, said, the_row, the_rows, until_current
from tests.api.histories import cash, history, stock, transfer
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

BOUGHT = stock("2024-01-03", "Buy to Open", 100, "5.00")
SOLD = stock("2024-01-05", "Sell to Close", 100, "6.50", symbol="F")
ODD = cash("2024-01-05", "Lottery", "1.00", kind="Windfall")


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
    account = await trader.add_account("Margin")
    await trader.import_file(account, history(BOUGHT, SOLD, ODD))
    return account


class TestNotes:
    async def test_are_kept_found_changed_and_dropped(self, trader: Trader, account: str) -> None:
        row = await row_of(trader, account, "AAPL")
        await said(trader, "PUT", f"{row}/note", {"note": " An earnings play "})

        [found] = await trader.every("/api/transactions", account=account, search="EARNINGS")
        await said(trader, "PUT", f"{row}/note", {"note": "Held on"})
        changed = await the_row(trader, row)
        await said(trader, "DELETE", f"{row}/note")

        assert (found["id"], found["note"]) == (row, "An earnings play")
        assert changed["note"] == "Held on"
        assert (await the_row(trader, row))["note"] is None

    async def test_outlive_the_same_file(self, trader: Trader, account: str) -> None:
        row = await row_of(trader, account, "AAPL")
        await said(trader, "PUT", f"{row}/note", {"note": "Mine"})

        await trader.import_file(account, history(BOUGHT, SOLD, ODD))

        assert (await the_row(trader, row))["note"] == "Mine"

    @pytest.mark.parametrize(
        "body", [{}, {"note": ""}, {"note": "  "}, {"note": "x" * 2001}, {"note": 1}, {"text": "x"}]
    )
    async def test_are_refused_empty_and_too_long(self, trader: Trader, account: str, body: dict[str, Any]) -> None:
        row = await row_of(trader, account, "AAPL")

        answer = await trader.http.put(f"/api/transactions/{row}/note", json=body)

        assert answer.status_code == 422
        assert (await the_row(trader, row))["note"] is None

    async def test_of_a_control_character_are_refused_or_kept_but_break_nothing(
        self, trader: Trader, account: str
    ) -> None:
        row = await row_of(trader, account, "AAPL")

        answer = await trader.http.put(f"/api/transactions/{row}/note", json={"note": "a\x00b"})

        assert answer.status_code == 422


class TestABasis:
    async def test_is_what_the_position_cost_once_the_books_are_rebuilt(self, trader: Trader, account: str) -> None:
        row = await row_of(trader, account, "AAPL")

        asked = await said(trader, "PUT", f"{row}/basis", {"amount": "400.00", "acquired_on": "2022-05-04"}, status=202)
        await until_current(trader, account)

        assert asked.json()["account_id"] == account
        assert asked.json()["rows_version"] >= 2
        shown = await the_row(trader, row)
        assert (shown["basis"], shown["acquired_on"]) == ("400", "2022-05-04")

    async def test_of_shares_that_came_by_transfer_decides_their_profit_and_their_term(self, trader: Trader) -> None:
        account = await trader.add_account("Moved")
        rows = history(
            transfer("2024-01-03", "T", 100, "20.00"), stock("2024-01-05", "Sell to Close", 100, "25.00", symbol="T")
        )
        await trader.import_file(account, rows)
        [before] = await trader.every("/api/pnl/closings", account=account)
        [item] = await attention(trader, account, "basis:acat_mark")

        basis = {"amount": "1500.00", "acquired_on": "2022-05-04"}
        await said(trader, "PUT", f"{item['transaction_ids'][0]}/basis", basis, status=202)
        await until_current(trader, account)
        [after] = await trader.every("/api/pnl/closings", account=account)
        [taxed] = await trader.every("/api/pnl/tax/lines", account=account, year=2024)

        assert "enter_basis" in item["actions"]
        assert (before["gross"], after["gross"]) == ("500", "1000")  # 2500 - 2000; 2500 - 1500
        assert (taxed["term"], taxed["acquired_on"], taxed["cost"]) == ("long", "2022-05-04", "1500")
        assert await attention(trader, account, "basis:acat_mark") == []

    async def test_where_it_would_change_nothing_is_refused_and_not_kept(self, trader: Trader) -> None:
        account = await trader.add_account("Settled")
        dividend = cash("2024-01-04", "Dividend", "25.00", symbol="AAPL")
        deposit = cash("2024-01-02", "Deposit", "900.00")
        closed = stock("2024-01-05", "Sell to Close", 100, "6.50")
        await trader.import_file(account, history(BOUGHT, dividend, deposit, closed))
        rows = await trader.every("/api/transactions", account=account)
        refused = [row for row in rows if not row["can_have_basis"]]

        answers = [
            await trader.http.put(f"/api/transactions/{row['id']}/basis", json={"amount": "1"}) for row in refused
        ]

        assert [row["sub_type"] for row in refused] == ["Sell to Close", "Dividend", "Deposit"]
        assert [(answer.status_code, answer.json()["error"]["code"]) for answer in answers] == [
            (422, "no_basis_here")
        ] * 3
        assert [row["basis"] for row in await trader.every("/api/transactions", account=account)] == [None] * 4

    async def test_of_what_was_sold_without_a_purchase_makes_the_profit_known(
        self, trader: Trader, account: str
    ) -> None:
        row = await row_of(trader, account, "F")
        unknown = await trader.every("/api/pnl/closings", account=account)

        await said(trader, "PUT", f"{row}/basis", {"amount": "400"}, status=202)
        await until_current(trader, account)

        [closing] = await trader.every("/api/pnl/closings", account=account)
        assert unknown == []
        assert (closing["gross"], closing["net"]) == ("250", "249.92")  # 650 - 400, and 0.08

    async def test_that_is_dropped_gives_the_books_of_before(self, trader: Trader, account: str) -> None:
        row = await row_of(trader, account, "AAPL")
        before = await books(trader, account)
        await said(trader, "PUT", f"{row}/basis", {"amount": "400"}, status=202)
        await until_current(trader, account)

        await said(trader, "DELETE", f"{row}/basis", status=202)
        await until_current(trader, account)

        assert await books(trader, account) == before
        assert (await the_row(trader, row))["basis"] is None

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"amount": "-1"},
            {"amount": "NaN"},
            {"amount": "Infinity"},
            {"amount": "1e9"},
            {"amount": "1" * 13},
            {"amount": "1.123456789"},
            {"amount": 5.5},
            {"amount": "five"},
            {"amount": "5", "acquired_on": "1969-12-31"},
            {"amount": "5", "acquired_on": (datetime.now(UTC) + timedelta(days=2)).date().isoformat()},
            {"amount": "5", "acquired_on": "soon"},
            {"amount": "5", "currency": "EUR"},
        ],
    )
    async def test_is_refused_when_it_makes_no_sense(self, trader: Trader, account: str, body: dict[str, Any]) -> None:
        row = await row_of(trader, account, "AAPL")

        answer = await trader.http.put(f"/api/transactions/{row}/basis", json=body)

        assert answer.status_code == 422
        assert answer.json()["error"]["fields"]
        assert (await the_row(trader, row))["basis"] is None


class TestLookingAtSomething:
    async def test_is_kept_with_its_note_and_can_be_taken_back(self, trader: Trader, account: str) -> None:
        [item] = await attention(trader, account, "unknown_type")
        named = {"code": item["code"], "transaction_ids": item["transaction_ids"]}

        await said(trader, "POST", "attention/acknowledge", {**named, "note": "A prize"})
        [seen] = await attention(trader, account, "unknown_type")
        await said(trader, "POST", "attention/unacknowledge", named)
        [unseen] = await attention(trader, account, "unknown_type")

        assert item["acknowledged_at"] is None
        assert seen["acknowledged_at"] is not None
        assert (seen["note"], seen["amount"]) == ("A prize", "1")
        assert (unseen["acknowledged_at"], unseen["note"]) == (None, None)

    async def test_does_not_cover_a_row_that_comes_later(self, trader: Trader, account: str) -> None:
        [item] = await attention(trader, account, "unknown_type")
        await said(
            trader,
            "POST",
            "attention/acknowledge",
            {"code": item["code"], "transaction_ids": item["transaction_ids"]},
        )

        await trader.import_file(account, history(cash("2024-01-09", "Lottery", "2.00", kind="Windfall")))

        assert [one["acknowledged_at"] for one in await attention(trader, account, "unknown_type")] == [None]

    @pytest.mark.parametrize(
        "wrong", [{"code": ""}, {"code": "A B"}, {"transaction_ids": []}, {"note": "x" * 2001}, {"extra": 1}]
    )
    async def test_is_refused_when_it_names_nothing(self, trader: Trader, wrong: dict[str, Any]) -> None:
        body = {"code": "unknown_type", "transaction_ids": [str(uuid4())], **wrong}

        assert (await trader.http.post("/api/transactions/attention/acknowledge", json=body)).status_code == 422


class TestARowThatIsUnknownOrSomebodyElses:
    @pytest.mark.parametrize("whose", ["nobody's", "somebody else's"])
    async def test_is_not_found_whatever_is_said_about_it(
        self, trader: Trader, intruder: Trader, account: str, whose: str
    ) -> None:
        row = await row_of(trader, account, "AAPL") if whose == "somebody else's" else str(uuid4())
        seen = {"code": "unknown_type", "transaction_ids": [row]}
        before = (await the_rows(trader, account), await trader.get("/api/transactions/attention"))

        answers = [
            await intruder.http.put(f"/api/transactions/{row}/note", json={"note": "x"}),
            await intruder.http.delete(f"/api/transactions/{row}/note"),
            await intruder.http.put(f"/api/transactions/{row}/basis", json={"amount": "1"}),
            await intruder.http.delete(f"/api/transactions/{row}/basis"),
            await intruder.http.post("/api/transactions/attention/acknowledge", json=seen),
            await intruder.http.post("/api/transactions/attention/unacknowledge", json=seen),
        ]

        assert [answer.status_code for answer in answers] == [404] * 6
        assert len({answer.json()["error"]["message"] for answer in answers}) == 1
        assert (await the_rows(trader, account), await trader.get("/api/transactions/attention")) == before
