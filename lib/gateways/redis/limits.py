"""Counting in Redis, quickly or not at all."""

import asyncio
import logging
import math
import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import httpx

from lib.ports.accounts import TooManyAttemptsError
from lib.ports.failures import UnavailableError

if TYPE_CHECKING:
    from upstash_redis.asyncio import Redis

logger = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `attempts` within any `seconds`."""

    attempts: int
    seconds: int


class RedisLimits:
    """
    Sliding-window limits, shared by all instances.

    A count takes one command, is not retried and is not waited for longer than a second; without a count there is
    no permission.
    """

    def __init__(self, url: str, token: str) -> None:
        """Count at `url`, with `token`."""
        self._url = url
        self._token = token

    @cached_property
    def _redis(self) -> "Redis":
        # Imported at the first count: only routes with a limit need it.
        from upstash_redis.asyncio import Redis

        return Redis(self._url, self._token, rest_retries=0, allow_telemetry=False, read_your_writes=False)

    async def spend(self, budget: Budget, name: str, subject: str) -> None:
        """
        Count one attempt of `subject` against the budget called `name`.

        Raises TooManyAttemptsError when it is used up, UnavailableError when nothing could be counted.
        """
        from upstash_ratelimit.asyncio import Ratelimit, SlidingWindow
        from upstash_redis.errors import UpstashError

        window = SlidingWindow(max_requests=budget.attempts, window=budget.seconds, unit="s")
        try:
            async with asyncio.timeout(PATIENCE):
                count = await Ratelimit(redis=self._redis, limiter=window, prefix=f"limits:{name}").limit(subject)
        except (UpstashError, httpx.HTTPError, TimeoutError, ValueError) as failure:
            logger.warning("limit %s could not be counted: %s", name, type(failure).__name__)
            raise UnavailableError(
                "This is not possible just now. Try again in a minute.", code="limits_unavailable"
            ) from None
        if not count.allowed:
            wait = max(1, math.ceil(count.reset - time.time()))
            logger.info("limit %s reached", name)
            raise TooManyAttemptsError("Too many attempts. Wait a little and try again.", retry_after=wait)

    async def ping(self) -> None:
        """Raise UnavailableError when Redis does not answer."""
        from upstash_redis.errors import UpstashError

        try:
            async with asyncio.timeout(PATIENCE):
                await self._redis.ping()
        except (UpstashError, httpx.HTTPError, TimeoutError, ValueError):
            raise UnavailableError("Redis does not answer.") from None
