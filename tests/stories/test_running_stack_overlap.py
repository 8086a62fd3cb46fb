"""The same account exported in different years and layouts: whichever way the files come, the books are the same."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from dev.stack import Stack
from lib.gateways.supabase.rest import Rest
from lib.gateways.supabase.service_tables import SupabaseBookStore
from lib.usecases.verify_books import Verdict, verify_books
from tests.api.trader import Trader, trader_of
from tests.local_stack import new_user
from tests.parts import where

pytestmark = pytest.mark.needs("shared")
FILES = {
    "A": "avion23_legacy_2018_2021.csv",
    "C": "avion23_2018_2024.csv",
    "D": "avion23_2018_2025.csv",
}
# The layout without a time zone was written where the account's owner lived.
WHERE_A_WAS_WRITTEN = "Europe/Berlin"


class TestOverlappingExports:
    @pytest.mark.parametrize("order", ["AD", "DA", "CD", "DC", "ACD", "DD"])
    async def test_end_in_the_books_of_the_fullest_one_alone(self, functions: str, stack: Stack, order: str) -> None:
        alone = await books_after(functions, stack, "D")

        assert await books_after(functions, stack, order) == alone

    async def test_complete_rows_in_place_and_keep_their_ids(self, functions: str, stack: Stack) -> None:
        async with trader_of(functions, new_user(stack)) as trader:
            account = await trader.add_account("Margin")
            await add(trader, account, "C")
            before = {row["id"] for row in await trader.every("/api/transactions")}

            done = await add(trader, account, "D")

            rows = await trader.every("/api/transactions")
        assert (len(before), done["rows_new"], done["rows_completed"]) == (1082, 186, 1082)
        assert before < {row["id"] for row in rows}
        assert {row["layout"] for row in rows} == {"D"}


async def books_after(functions: str, stack: Stack, order: str) -> dict[str, Any]:
    """Import the files in this order into a new user's account and return the books, without what is random."""
    async with trader_of(functions, new_user(stack)) as trader:
        account = await trader.add_account("Margin")
        for layout in order:
            await add(trader, account, layout)
        assert await verdict(stack, account) is Verdict.EQUAL
        summary = await trader.get("/api/pnl/summary")
        del summary["books_published_at"]
        closings = await trader.every("/api/pnl/closings")
        lots = (await trader.get("/api/pnl/open-lots"))["items"]
        attention = (await trader.get("/api/transactions/attention"))["items"]
        return {
            "summary": summary,
            "by_underlying": await trader.get("/api/pnl/by-underlying"),
            "closings": sorted(map(told, closings)),
            "lots": sorted(map(told, lots)),
            "attention": sorted(
                (item["code"], item["symbol"] or "", len(item["transaction_ids"])) for item in attention
            ),
            "rows": len(await trader.every("/api/transactions")),
        }


async def add(trader: Trader, account: str, layout: str) -> dict[str, Any]:
    data = (Path(where("shared")) / "data/tastytrade/history" / FILES[layout]).read_bytes()
    zone = {"time_zone": WHERE_A_WAS_WRITTEN} if layout == "A" else {}
    return await trader.import_file(account, data, **zone)


async def verdict(stack: Stack, account: str) -> Verdict:
    """Compare what was published step by step with a full rebuild."""
    async with httpx.AsyncClient() as http:
        store = SupabaseBookStore(Rest(http, stack.supabase_url, stack.secret_key))
        return (await verify_books(store, account)).verdict


def told(line: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a line says, without the ids, which differ from account to account."""
    return tuple(sorted((key, str(value)) for key, value in line.items() if not key.endswith("id")))
