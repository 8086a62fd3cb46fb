"""What may be used one time only, remembered in Redis under names that give nothing away."""

import asyncio
import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

import httpx

from lib.ports.failures import UnavailableError

if TYPE_CHECKING:
    from upstash_redis.asyncio import Redis

PATIENCE = 1.0  # seconds


class RedisOnce:
    """Implements lib.ports.once.Once."""

    def __init__(self, url: str, token: str) -> None:
        """Remember at `url`, with `token`."""
        self._url = url
        self._token = token

    @cached_property
    def _redis(self) -> "Redis":
        from upstash_redis.asyncio import Redis

        return Redis(self._url, self._token, rest_retries=0, allow_telemetry=False, read_your_writes=False)

    async def use(self, name: str, seconds: int) -> bool:
        """Use something; whether nobody had. Raises UnavailableError."""
        from upstash_redis.errors import UpstashError

        key = f"once:{hashlib.sha256(name.encode()).hexdigest()}"
        try:
            async with asyncio.timeout(PATIENCE):
                return bool(await self._redis.set(key, "1", nx=True, ex=seconds))
        except (UpstashError, httpx.HTTPError, TimeoutError, ValueError):
            raise UnavailableError("This cannot be checked just now. Try again in a minute.") from None
