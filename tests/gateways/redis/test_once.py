"""What may be used one time only."""

from uuid import uuid4

import pytest
from upstash_redis.asyncio import Redis

from dev.stack import Stack
from lib.gateways.redis.once import RedisOnce
from lib.ports.failures import UnavailableError


@pytest.fixture
def once(stack: Stack) -> RedisOnce:
    return RedisOnce(stack.env["UPSTASH_REDIS_REST_URL"], stack.env["UPSTASH_REDIS_REST_TOKEN"])


class TestUsing:
    async def test_works_one_time(self, once: RedisOnce) -> None:
        name = str(uuid4())

        assert await once.use(name, 600)
        assert not await once.use(name, 600)

    async def test_is_remembered_by_another_instance(self, stack: Stack, once: RedisOnce) -> None:
        name = str(uuid4())
        await once.use(name, 600)

        other = RedisOnce(stack.env["UPSTASH_REDIS_REST_URL"], stack.env["UPSTASH_REDIS_REST_TOKEN"])

        assert not await other.use(name, 600)

    async def test_is_remembered_for_as_long_as_was_said_and_under_no_name_of_its_own(
        self, stack: Stack, once: RedisOnce
    ) -> None:
        redis = Redis(stack.env["UPSTASH_REDIS_REST_URL"], stack.env["UPSTASH_REDIS_REST_TOKEN"])
        before = set(await redis.keys("once:*"))
        name = str(uuid4())

        await once.use(name, 600)

        [key] = set(await redis.keys("once:*")) - before
        assert name not in key
        assert 590 <= await redis.ttl(key) <= 600

    async def test_is_refused_where_nothing_can_be_remembered(self, stack: Stack) -> None:
        with pytest.raises(UnavailableError):
            await RedisOnce(stack.env["UPSTASH_REDIS_REST_URL"], "wrong").use("anything", 600)
