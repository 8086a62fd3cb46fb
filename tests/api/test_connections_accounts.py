"""Brokerage accounts over HTTP."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from tests.api.histories import history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import User


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        yield trader


class TestAccounts:
    async def test_start_empty(self, trader: Trader) -> None:
        assert await trader.get("/api/connections/accounts") == {"items": []}

    async def test_are_listed_as_added(self, trader: Trader) -> None:
        account = await trader.add_account("  Margin ", account_number="5WT00001", time_zone="America/New_York")

        [found] = (await trader.get("/api/connections/accounts"))["items"]

        assert found == {
            "id": account,
            "name": "Margin",
            "account_number": "5WT00001",
            "source": "csv",
            "time_zone": "America/New_York",
            "lifo_from": None,
            "rows": 0,
            "first_at": None,
            "last_at": None,
            "gaps": [],
            "is_current": True,
            "books_published_at": None,
        }

    async def test_say_how_much_they_hold_and_which_days_no_export_covers(self, trader: Trader) -> None:
        account = await trader.add_account()
        await trader.import_file(account, history(stock("2022-01-03", "Buy to Open", 100, "5.00")))
        await trader.import_file(account, history(stock("2024-01-03", "Sell to Close", 100, "6.00")))

        [found] = (await trader.get("/api/connections/accounts"))["items"]

        assert found["rows"] == 2
        assert (found["first_at"], found["last_at"]) == ("2022-01-03T15:30:00Z", "2024-01-03T15:30:00Z")
        assert found["gaps"] == [{"from": "2022-01-04", "to": "2024-01-02"}]
        assert found["is_current"] is True

    async def test_refuse_a_second_one_of_the_same_name(self, trader: Trader) -> None:
        await trader.add_account("Margin")

        answer = await trader.http.post("/api/connections/accounts", json={"name": "margin"})

        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "account_name_taken")

    @pytest.mark.parametrize("name", ["", "   ", "x" * 81])
    async def test_refuse_a_name_that_is_none(self, trader: Trader, name: str) -> None:
        answer = await trader.http.post("/api/connections/accounts", json={"name": name})

        assert answer.status_code == 422

    @pytest.mark.parametrize("time_zone", ["Mars/Olympus", "../../etc/passwd", "America"])
    async def test_refuse_a_time_zone_that_does_not_exist(self, trader: Trader, time_zone: str) -> None:
        answer = await trader.http.post("/api/connections/accounts", json={"name": "Margin", "time_zone": time_zone})

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "unknown_time_zone")

    async def test_can_be_renamed_and_lose_their_time_zone(self, trader: Trader) -> None:
        account = await trader.add_account("Margin", time_zone="Europe/Berlin")

        answer = await trader.http.patch(
            f"/api/connections/accounts/{account}", json={"name": "Main", "time_zone": None}
        )

        assert answer.status_code == 200
        assert (answer.json()["name"], answer.json()["time_zone"]) == ("Main", None)


class TestDeletingAnAccount:
    @pytest.mark.parametrize("confirm", [{}, {"confirm": "true"}, {"confirm": "margin"}])
    async def test_needs_its_name_as_confirmation(self, trader: Trader, confirm: dict[str, str]) -> None:
        account = await trader.add_account("Margin")

        answer = await trader.http.delete(f"/api/connections/accounts/{account}", params=confirm)

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "confirmation_needed")
        assert len((await trader.get("/api/connections/accounts"))["items"]) == 1

    async def test_takes_its_rows_imports_and_books_along(self, trader: Trader) -> None:
        account = await trader.add_account("Margin")
        await trader.import_file(account, history(stock("2024-01-03", "Buy to Open", 100, "5.00")))

        answer = await trader.http.delete(f"/api/connections/accounts/{account}", params={"confirm": "Margin"})

        assert answer.status_code == 204
        assert await trader.get("/api/connections/accounts") == {"items": []}
        assert await trader.every("/api/transactions") == []
        assert (await trader.get("/api/pnl/open-lots"))["items"] == []

    async def test_that_is_not_there_is_not_found(self, trader: Trader) -> None:
        answer = await trader.http.delete(f"/api/connections/accounts/{uuid4()}", params={"confirm": "Margin"})

        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "account_not_found")
