"""Fifty thousand rows in one file, within what the platform allows."""

import gzip
import time
from decimal import Decimal

from dev.stack import Stack
from lib.web.uploads import UPLOAD_BOUND
from tests.api.histories import history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import new_user

ROWS = 50_000
UPLOAD_SECONDS = 60  # what the platform gives a function
JOB_SECONDS = 300  # what it gives a job


class TestLargeHistory:
    async def test_is_imported_and_published_in_time(self, functions: str, stack: Stack) -> None:
        data = round_trips(ROWS)
        assert len(gzip.compress(data)) < UPLOAD_BOUND
        async with trader_of(functions, new_user(stack)) as trader:
            account = await trader.add_account("Margin")

            started = time.monotonic()
            answer = await trader.upload(account, data)
            uploaded = time.monotonic() - started
            done = await trader.published(answer.json()["id"], within=JOB_SECONDS)
            published = time.monotonic() - started - uploaded

            print(f"{ROWS} rows: stored after {uploaded:.1f} s, published {published:.1f} s later")  # noqa: T201 - a figure to read
            assert (answer.status_code, done["rows_new"]) == (202, ROWS)
            assert uploaded < UPLOAD_SECONDS
            assert published < JOB_SECONDS
            summary = await trader.get("/api/pnl/summary")
            assert (summary["closings"], summary["gross"]) == (ROWS // 2, str(ROWS // 2))
            assert await again(trader, account, data) < UPLOAD_SECONDS


async def again(trader: Trader, account: str, data: bytes) -> float:
    """Send the same file once more and return the seconds it took; it adds nothing."""
    started = time.monotonic()
    answer = await trader.upload(account, data)
    assert (answer.json()["rows_new"], answer.json()["rows_known"]) == (0, ROWS)
    return time.monotonic() - started


def round_trips(rows: int) -> bytes:
    """Buy one share and sell it a minute later one dollar dearer, in forty symbols, some a minute."""
    lines: list[str] = []
    for number in range(rows // 2):
        symbol = f"SYM{number % 40}"
        day = f"20{10 + number // 1680:02d}-{1 + number // 140 % 12:02d}-{1 + number // 5 % 28:02d}"
        price = Decimal(5) + Decimal(number % 700) / 100
        minute = number % 5 * 2
        lines += [
            stock(day, "Buy to Open", 1, str(price), symbol=symbol, at=f"10:{minute:02d}:00"),
            stock(day, "Sell to Close", 1, str(price + 1), symbol=symbol, at=f"10:{minute + 1:02d}:00"),
        ]
    return history(*lines)
