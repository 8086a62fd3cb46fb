"""An account that closes its youngest lots first from a day on."""

from collections.abc import AsyncIterator

import pytest

from tests.api.asking import books, changed_account, until_current
from tests.api.histories import history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import User


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as one:
        yield one


@pytest.fixture
async def account(trader: Trader) -> str:
    return await trader.add_account()


class TestClosingTheYoungestLotsFirst:
    async def test_rebuilds_the_books_from_the_day_on_and_back(self, trader: Trader) -> None:
        account = await trader.add_account("Lots")
        rows = history(
            stock("2024-01-03", "Buy to Open", 100, "5.00"),
            stock("2024-01-04", "Buy to Open", 100, "6.00"),
            stock("2024-01-05", "Sell to Close", 100, "7.00"),
        )
        await trader.import_file(account, rows)
        oldest_first = await books(trader, account)

        changed = await changed_account(trader, account, {"lifo_from": "2024-01-05"})
        await until_current(trader, account)
        youngest_first = await books(trader, account)
        await changed_account(trader, account, {"lifo_from": None})
        await until_current(trader, account)

        assert (changed["lifo_from"], changed["is_current"]) == ("2024-01-05", False)
        assert [closing["gross"] for closing in oldest_first["closings"]] == ["200"]  # 700 - 500
        assert [closing["gross"] for closing in youngest_first["closings"]] == ["100"]  # 700 - 600
        assert await books(trader, account) == oldest_first

    @pytest.mark.parametrize("day", ["1969-12-31", "2200-01-01", "soon", 5.5])
    async def test_takes_a_day_only(self, trader: Trader, account: str, day: object) -> None:
        answer = await trader.http.patch(f"/api/connections/accounts/{account}", json={"lifo_from": day})

        assert answer.status_code == 422
