"""
The clock rings for many accounts: `python -m tests.bench.fan_out CALLS`.

The calls that a ring makes and the memory it takes are measured, over a store and a queue that only count. How long
the broker is busy then is arithmetic: accounts, times the calls of one sync, over the calls that it may be asked a
second.
"""

import asyncio
import sys
import tracemalloc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lib.ports.messages import Message
from lib.usecases.sync_fan_out import fan_out, slot_of

ACCOUNTS = (100, 10_000, 100_000)
RATES = (5, 20, 100)  # calls of the broker's a second
NOW = datetime(2026, 1, 5, 11, 30, tzinfo=UTC)
KIBIBYTE = 1024


@dataclass
class Everybody:
    """So many accounts, all of them due, and a queue; keeps nothing but counts."""

    accounts: int
    calls: int = 0
    messages: int = 0

    async def due(self, before: datetime, after: str | None, limit: int) -> Sequence[str]:
        assert before == NOW
        self.calls += 1
        start = 0 if after is None else int(after) + 1
        return [f"{number:036}" for number in range(start, min(start + limit, self.accounts))]

    async def queued(self, _: Sequence[str]) -> None:
        self.calls += 1

    async def publish(self, _: str, __: Mapping[str, str], *, deduplication_id: str | None = None) -> None:
        assert deduplication_id
        self.calls += 1

    async def publish_all(self, messages: Sequence[Message]) -> None:
        self.calls += 1
        self.messages += len(messages)


async def ring(everybody: Everybody) -> None:
    """Have every account that is due read, page after page."""
    after, is_over = None, False
    while not is_over:
        done = await fan_out(everybody, everybody, everybody, now=NOW, after=after, slot=slot_of(NOW))
        after, is_over = done.after, done.after is None


def measured(accounts: int) -> tuple[Everybody, float]:
    """Ring once; return what was counted, and the most memory that was taken, in KiB."""
    everybody = Everybody(accounts)
    tracemalloc.start()
    asyncio.run(ring(everybody))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return everybody, most / KIBIBYTE


def run(broker_calls: Mapping[str, int]) -> None:
    """Print what a ring takes, and how long the broker is busy; `broker_calls` are of one sync, by what it is."""
    measured(1)  # what is made once is not of any account
    print("fan-out               database and queue calls per account   messages     peak memory")
    for accounts in ACCOUNTS:
        counted, most = measured(accounts)
        assert counted.messages == accounts
        print(
            f"{accounts:>7,} accounts   {counted.calls / accounts:>36.3f}   {counted.messages:>8,}   {most:>9.0f} KiB"
        )
    rates = "".join(f"{f'{rate} calls/s':>16}" for rate in RATES)
    for sync, calls in broker_calls.items():
        print(f"{f'until all are read (arithmetic): {calls} broker calls each, {sync}':<72}{rates}")
        for accounts in ACCOUNTS:
            times = (timedelta(seconds=accounts * calls // rate) for rate in RATES)
            print(f"{f'{accounts:,} accounts':<72}" + "".join(f"{time!s:>16}" for time in times))


if __name__ == "__main__":
    run({"as told": int(sys.argv[1])})
