"""Older exports through the running stack: every row is taken, none is rejected."""

from pathlib import Path

import pytest

from dev.stack import Stack
from tests.api.trader import Trader, trader_of
from tests.local_stack import new_user
from tests.parts import where

pytestmark = pytest.mark.needs("shared")
# The published file begins with two rows that never were: wrong signs, a Saturday.
NOT_REAL = 2


class TestOlderLayouts:
    async def test_the_first_one_is_taken_whole(self, functions: str, stack: Stack) -> None:
        lines = exported("avion23_legacy_2018_2021.csv")

        async with trader_of(functions, new_user(stack)) as trader:
            account = await trader.add_account("Margin", time_zone="Europe/Berlin")
            done = await trader.import_file(account, b"".join(lines))
            assert (done["layout"], done["rows_read"], done["rows_new"]) == ("A", len(lines) - 1, len(lines) - 1)
            assert await stored(trader) == len(lines) - 1

    async def test_the_one_with_futures_marked_to_market_is_taken_whole(self, functions: str, stack: Stack) -> None:
        headings, *rows = exported("tastyware_2020_2021.csv")

        async with trader_of(functions, new_user(stack)) as trader:
            account = await trader.add_account("Margin")
            done = await trader.import_file(account, b"".join([headings, *rows[NOT_REAL:]]))
            assert (done["layout"], done["rows_read"], done["rows_new"]) == ("B0", len(rows) - 2, len(rows) - 2)
            assert await stored(trader) == len(rows) - 2


async def stored(trader: Trader) -> int:
    return len(await trader.every("/api/transactions"))


def exported(name: str) -> list[bytes]:
    """Return a file's lines; the blank one at an end is no row."""
    data = (Path(where("shared")) / "data/tastytrade/history" / name).read_bytes()
    return [line for line in data.splitlines(keepends=True) if line.strip()]
