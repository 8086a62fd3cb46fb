"""The vendor's clients on the REST face, over the real Redis and over the one in Python."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from upstash_ratelimit import FixedWindow, SlidingWindow, TokenBucket
from upstash_ratelimit.asyncio import Ratelimit
from upstash_redis.asyncio import Redis
from upstash_redis.errors import UpstashError

from dev.stack import redis as local_redis
from dev.stack.processes import Processes
from dev.stack.serving import Server
from dev.standins import upstash

TOKEN = "a token for the cache"


@pytest.fixture(scope="module", params=[pytest.param("redis-server", marks=pytest.mark.needs("redis")), "in Python"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the face over each kind of Redis."""
    processes, server = Processes(), Server()
    address = local_redis.start(tmp_path_factory.mktemp("redis"), processes, real=request.param == "redis-server")
    yield server.serve(upstash.build(address, TOKEN)).url
    server.stop()
    processes.stop()


@pytest.fixture
async def redis(url: str) -> AsyncIterator[Redis]:
    """Return the vendor's client on an empty Redis."""
    async with Redis(url, TOKEN, rest_retries=0, allow_telemetry=False) as client:
        await client.flushall()
        yield client


class TestCommands:
    async def test_keep_text_as_it_was(self, redis: Redis) -> None:
        await redis.set("name", "日本\n\"é'")

        assert await redis.get("name") == "日本\n\"é'"
        assert await redis.get("another") is None

    async def test_take_a_lock_once(self, redis: Redis) -> None:
        assert await redis.set("lock", "mine", nx=True, ex=10)
        assert not await redis.set("lock", "yours", nx=True, ex=10)
        assert await redis.get("lock") == "mine"
        assert 0 < await redis.ttl("lock") <= 10

    async def test_count(self, redis: Redis) -> None:
        assert (await redis.incr("n"), await redis.incrby("n", 5)) == (1, 6)

    async def test_keep_more_than_text(self, redis: Redis) -> None:
        await redis.hset("quote", values={"bid": "1.05", "ask": "1.10"})
        await redis.zadd("volume", {"SPY": 2, "QQQ": 1.5})

        assert await redis.hgetall("quote") == {"bid": "1.05", "ask": "1.10"}
        assert await redis.zrange("volume", 0, -1, withscores=True) == [("QQQ", 1.5), ("SPY", 2.0)]
        assert await redis.mget("quote-of-none", "other") == [None, None]

    async def test_run_scripts(self, redis: Redis) -> None:
        sha = await redis.script_load("return redis.call('incr', KEYS[1])")

        assert await redis.eval("return {KEYS[1], ARGV[1], 7}", keys=["k"], args=["v"]) == ["k", "v", 7]
        assert [await redis.evalsha(sha, keys=["n"]) for _ in range(2)] == [1, 2]

    async def test_are_answered_in_order_in_a_pipeline(self, redis: Redis) -> None:
        pipeline = redis.pipeline()
        pipeline.set("n", "1")
        pipeline.incr("n")
        pipeline.get("n")

        assert await pipeline.exec() == [True, 2, "2"]

    async def test_run_together_in_a_transaction(self, redis: Redis) -> None:
        transaction = redis.multi()
        transaction.set("n", "1")
        transaction.incr("n")

        assert await transaction.exec() == [True, 2]


class TestRefusals:
    async def test_name_redis_own_reason(self, redis: Redis) -> None:
        await redis.hset("quote", values={"bid": "1"})

        with pytest.raises(UpstashError, match="WRONGTYPE"):
            await redis.incr("quote")

    async def test_keep_out_who_has_no_token(self, url: str) -> None:
        async with Redis(url, "another", rest_retries=0, allow_telemetry=False) as stranger:
            with pytest.raises(UpstashError, match="WRONGPASS"):
                await stranger.get("n")

    async def test_name_a_command_that_needs_a_connection_of_its_own(self, redis: Redis) -> None:
        with pytest.raises(UpstashError, match="not available"):
            await redis.execute(["SUBSCRIBE", "quotes"])

    def test_have_the_documented_shape(self, url: str) -> None:
        answer = httpx.post(url, json=["NO-SUCH-COMMAND"], headers={"Authorization": f"Bearer {TOKEN}"})

        assert answer.status_code == 400
        assert answer.json()["error"].startswith("ERR unknown command")


class TestTheDocumentedPaths:
    def test_take_a_command_as_a_path_and_the_token_as_a_parameter(self, url: str) -> None:
        stored = httpx.get(f"{url}/set/greeting/hello%20there", params={"_token": TOKEN})
        read = httpx.get(f"{url}/get/greeting", headers={"Authorization": f"Bearer {TOKEN}"})

        assert (stored.json(), read.json()) == ({"result": "OK"}, {"result": "hello there"})


class TestRateLimits:
    @pytest.mark.parametrize(
        "limiter",
        [
            FixedWindow(max_requests=3, window=600),
            SlidingWindow(max_requests=3, window=600),
            TokenBucket(max_tokens=3, refill_rate=1, interval=600),
        ],
        ids=["fixed window", "sliding window", "token bucket"],
    )
    async def test_let_as_many_through_as_they_say(
        self, redis: Redis, limiter: FixedWindow | SlidingWindow | TokenBucket
    ) -> None:
        limit = Ratelimit(redis=redis, limiter=limiter)

        allowed = [(await limit.limit("somebody")).allowed for _ in range(5)]

        assert allowed == [True, True, True, False, False]
        assert (await limit.limit("somebody else")).allowed
        assert await limit.get_remaining("somebody") == 0
