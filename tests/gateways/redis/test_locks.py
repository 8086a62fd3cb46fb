"""Locks on the real command set, by the vendor's own client."""

import asyncio
from uuid import uuid4

from dev.stack import Stack
from lib.gateways.redis.locks import RedisLocks


def locks(stack: Stack) -> RedisLocks:
    return RedisLocks(stack.env["UPSTASH_REDIS_REST_URL"], stack.env["UPSTASH_REDIS_REST_TOKEN"])


class TestLocks:
    async def test_are_had_by_one_owner_at_a_time(self, stack: Stack) -> None:
        name = str(uuid4())

        first = await locks(stack).take(name, "m1", 60)
        second = await locks(stack).take(name, "m2", 60)
        again = await locks(stack).take(name, "m1", 60)

        assert (first, second, again) == (True, False, True)

    async def test_are_free_once_they_are_given_back_by_their_owner(self, stack: Stack) -> None:
        name = str(uuid4())
        await locks(stack).take(name, "m1", 60)

        await locks(stack).release(name, "m2")
        still = await locks(stack).take(name, "m2", 60)
        await locks(stack).release(name, "m1")

        assert not still
        assert await locks(stack).take(name, "m2", 60)

    async def test_end_by_themselves(self, stack: Stack) -> None:
        name = str(uuid4())
        await locks(stack).take(name, "m1", 1)
        await asyncio.sleep(1.1)

        assert await locks(stack).take(name, "m2", 1)

    async def test_are_everybody_s_while_redis_is_away(self) -> None:
        away = RedisLocks("http://127.0.0.1:1", "token")

        assert await away.take("name", "m1", 60)
        assert await away.take("name", "m2", 60)
        await away.release("name", "m1")
