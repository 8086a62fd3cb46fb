"""Flow control: how many messages of one key may be under way at once, and how many may begin per period."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Self

from dev.standins.qstash.delays import seconds

REMEMBERED = 10_000  # beginnings; no rate of ours comes near


@dataclass(frozen=True)
class Limits:
    """What one message was published with; 0 is no limit. `period` in seconds."""

    parallelism: int = 0
    rate: int = 0
    period: float = 1.0

    @classmethod
    def of(cls, text: str) -> Self:
        """Read `parallelism=2, rate=10, period=1m`. Raises ValueError."""
        given = dict(part.strip().split("=", 1) for part in text.split(",") if part.strip())
        period = seconds(given.get("period", "1"))
        return cls(int(given.get("parallelism", 0)), int(given.get("rate", 0)), period)


@dataclass
class Gate:
    """What the messages of one key wait at; times of the monotonic clock."""

    _active: int = 0
    _begun: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _one_left: asyncio.Event = field(default_factory=asyncio.Event)

    @contextlib.asynccontextmanager
    async def passage(self, limits: Limits) -> AsyncIterator[None]:
        """Wait, first come first served, until the limits leave room; hold that room meanwhile."""
        async with self._turn:  # while one waits here, nobody else begins
            while limits.parallelism and self._active >= limits.parallelism:
                self._one_left.clear()
                await self._one_left.wait()
            if limits.rate and len(self._begun) >= limits.rate:
                await asyncio.sleep(self._begun[-limits.rate] + limits.period - time.monotonic())
            self._active += 1
            self._begun.append(time.monotonic())
        try:
            yield
        finally:
            self._active -= 1
            self._one_left.set()
