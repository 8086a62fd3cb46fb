"""Attempts are counted in Redis under names that give nobody away."""

import asyncio
import time

import pytest
from upstash_redis.asyncio import Redis

from dev.stack import Stack
from lib.gateways.redis.attempts import PER_ADDRESS, PER_CLIENT, CountedAttempts
from lib.gateways.redis.limits import Budget, RedisLimits
from lib.ports.accounts import TooManyAttemptsError
from lib.ports.failures import UnavailableError
from tests.api.people import network_address, new_address


@pytest.fixture
def limits(stack: Stack) -> RedisLimits:
    return RedisLimits(stack.env["UPSTASH_REDIS_REST_URL"], stack.env["UPSTASH_REDIS_REST_TOKEN"])


@pytest.fixture
async def redis(stack: Stack) -> Redis:
    return Redis(stack.env["UPSTASH_REDIS_REST_URL"], stack.env["UPSTASH_REDIS_REST_TOKEN"])


class TestABudget:
    async def test_lets_so_many_through_and_then_says_when_to_come_back(self, limits: RedisLimits) -> None:
        subject = new_address()
        for _ in range(3):
            await limits.spend(Budget(3, 600), "test", subject)

        with pytest.raises(TooManyAttemptsError) as refused:
            await limits.spend(Budget(3, 600), "test", subject)

        assert 1 <= refused.value.retry_after <= 600

    async def test_is_each_subjects_own(self, limits: RedisLimits) -> None:
        await limits.spend(Budget(1, 600), "test", new_address())
        await limits.spend(Budget(1, 600), "test", new_address())

    async def test_is_not_exceeded_by_attempts_at_the_same_moment(self, limits: RedisLimits) -> None:
        subject = new_address()

        results = await asyncio.gather(
            *(limits.spend(Budget(5, 600), "test", subject) for _ in range(20)), return_exceptions=True
        )

        assert sum(result is None for result in results) == 5

    async def test_is_free_again_after_its_time(self, limits: RedisLimits) -> None:
        subject, budget = new_address(), Budget(1, 1)
        await limits.spend(budget, "test", subject)

        await asyncio.sleep(2.1)  # a sliding window remembers the one before

        await limits.spend(budget, "test", subject)


class TestWithoutRedis:
    @pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://10.255.255.1:9"], ids=["refused", "silent"])
    async def test_nothing_is_permitted_and_nobody_waits_long(self, url: str) -> None:
        started = time.perf_counter()

        with pytest.raises(UnavailableError) as refused:
            await RedisLimits(url, "token").spend(Budget(5, 60), "test", "somebody")

        assert refused.value.code == "limits_unavailable"
        assert time.perf_counter() - started < 3

    async def test_a_wrong_token_permits_nothing_either(self, stack: Stack) -> None:
        with pytest.raises(UnavailableError):
            await RedisLimits(stack.env["UPSTASH_REDIS_REST_URL"], "wrong").spend(Budget(5, 60), "test", "somebody")


class TestCountedAttempts:
    async def test_leave_no_address_in_redis(self, limits: RedisLimits, redis: Redis) -> None:
        client, email = network_address(), new_address()

        await CountedAttempts(limits, client, secret="secret").spend("sign_in", email)

        keys = await redis.keys("*")
        assert any(key.startswith("limits:sign_in:address:") for key in keys)
        assert not [key for key in keys if client in key or email in key or email.partition("@")[0] in key]

    async def test_spend_the_clients_budget_first_so_that_it_cannot_use_up_another_persons(
        self, limits: RedisLimits
    ) -> None:
        email = new_address()
        noisy = CountedAttempts(limits, network_address(), secret="secret")
        for _ in range(PER_CLIENT["recover"].attempts):
            await noisy.spend("recover")

        for _ in range(PER_ADDRESS["recover"].attempts + 1):
            with pytest.raises(TooManyAttemptsError):
                await noisy.spend("recover", email)

        await CountedAttempts(limits, network_address(), secret="secret").spend("recover", email)

    async def test_count_an_address_the_same_however_it_is_written(self, limits: RedisLimits) -> None:
        email = new_address()
        for written in [email, email.upper(), f" {email} ", email, email.title()]:
            await CountedAttempts(limits, network_address(), secret="secret").spend("recover", written)

        with pytest.raises(TooManyAttemptsError):
            await CountedAttempts(limits, network_address(), secret="secret").spend("recover", email)
