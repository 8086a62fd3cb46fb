"""Locks in Redis, which end by themselves: they keep work from being done twice, and nothing depends on them."""

import asyncio
import logging
from functools import cached_property
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from upstash_redis.asyncio import Redis

logger = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds
TAKE = """
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
"""
RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


class RedisLocks:
    """Implements lib.ports.locks.Locks; where Redis is away everybody gets every lock."""

    def __init__(self, url: str, token: str) -> None:
        """Lock at `url`, with `token`."""
        self._url = url
        self._token = token

    @cached_property
    def _redis(self) -> "Redis":
        from upstash_redis.asyncio import Redis

        return Redis(self._url, self._token, rest_retries=0, allow_telemetry=False, read_your_writes=False)

    async def take(self, name: str, owner: str, seconds: int) -> bool:
        """Take a lock for so long; whether nobody else has it."""
        return await self._run(TAKE, name, owner, str(seconds)) != 0

    async def release(self, name: str, owner: str) -> None:
        """Give a lock back, if this owner has it."""
        await self._run(RELEASE, name, owner)

    async def _run(self, script: str, name: str, *arguments: str) -> object:
        from upstash_redis.errors import UpstashError

        try:
            async with asyncio.timeout(PATIENCE):
                return await self._redis.eval(script, keys=[f"locks:{name}"], args=list(arguments))
        except (UpstashError, httpx.HTTPError, TimeoutError, ValueError) as failure:
            logger.warning("no lock could be had: %s", type(failure).__name__)
            return None
