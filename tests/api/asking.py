"""What a trader asks for to see what their words did."""

import asyncio
from typing import Any

import httpx

from tests.api.trader import PATIENCE, Trader


async def row_of(trader: Trader, account: str, symbol: str) -> str:
    [row] = [row for row in await trader.every("/api/transactions", account=account) if row["symbol"] == symbol]
    return str(row["id"])


async def the_row(trader: Trader, row: str) -> dict[str, Any]:
    [found] = (await trader.get("/api/transactions", ids=[row]))["items"]
    return dict(found)


async def the_rows(trader: Trader, account: str) -> list[dict[str, Any]]:
    return await trader.every("/api/transactions", account=account)


async def attention(trader: Trader, account: str, code: str) -> list[dict[str, Any]]:
    items = (await trader.get("/api/transactions/attention", account=account))["items"]
    return [item for item in items if item["code"] == code]


async def said(
    trader: Trader, method: str, path: str, body: dict[str, Any] | None = None, *, status: int = 204
) -> httpx.Response:
    answer = await trader.http.request(method, f"/api/transactions/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer


async def changed_account(trader: Trader, account: str, changes: dict[str, Any]) -> dict[str, Any]:
    answer = await trader.http.patch(f"/api/connections/accounts/{account}", json=changes)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def until_current(trader: Trader, account: str) -> None:
    """Wait as the pages do: until the account says that its books know everything."""
    async with asyncio.timeout(PATIENCE):
        while True:
            accounts = (await trader.get("/api/connections/accounts"))["items"]
            if all(one["is_current"] for one in accounts if one["id"] == account):
                return
            await asyncio.sleep(0.05)


async def books(trader: Trader, account: str) -> dict[str, Any]:
    return {
        "closings": await trader.every("/api/pnl/closings", account=account),
        "open_lots": await trader.get("/api/pnl/open-lots", account=account),
        "trades": await trader.every("/api/pnl/by-trade", account=account),
    }
