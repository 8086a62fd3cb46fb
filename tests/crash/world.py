"""A linked account before its first sync, and before its next one: states that a try begins with, and ends in."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dev.stack import Stack
from lib.gateways.qstash.messages import QStashMessages
from lib.wiring.deliveries import DELIVERIES
from tests.crash.database import Database, Kept
from tests.crash.history import History, TellingMarket, the_history
from tests.crash.orders import Conditions, Kill
from tests.crash.platform import Platform, running
from tests.stories.following import SYNC, Follower, follower_of

PATIENCE = 60  # seconds
# Pauses between deliveries, of what they are in production; twelve seconds become a few thousandths of one.
TIME_SCALE = 0.0005


@dataclass
class CrashWorld:
    """An account that syncs by functions which may be killed."""

    stack: Stack
    follower: Follower
    platform: Platform
    database: Database
    history: History
    account_id: str = ""
    states: dict[str, Kept] = field(default_factory=dict)

    async def attempt(
        self,
        start: Kept,
        kill: Kill | None = None,
        conditions: Conditions | None = None,
        messages: int = 1,
    ) -> Kept:
        """From a state, deliver messages for a sync and whatever they cause until the queue is empty."""
        self.database.put_back(start)
        self.forget_messages()
        self.platform.prepare(kill, conditions or Conditions())
        await self.send(messages)
        return self.database.keep()

    def forget_messages(self) -> None:
        """Let the queue take what it took before: the states before those messages are there again."""
        self.stack.queue._seen.clear()
        self.stack.queue.dead.clear()

    async def send(self, messages: int = 1) -> None:
        """Publish messages that have the account read, all at once, and wait until nothing is under way."""
        env = self.stack.env
        queue = QStashMessages(env["QSTASH_URL"], env["QSTASH_TOKEN"], self.platform.url, DELIVERIES)
        await asyncio.gather(*(queue.publish(SYNC, {"account_id": self.account_id}) for _ in range(messages)))
        end = time.monotonic() + PATIENCE
        while self.stack.queue.under_way:
            assert time.monotonic() < end, [str(one) for one, _ in self.stack.queue.under_way.values()]
            await asyncio.sleep(0.005)
        assert not self.stack.queue.dead, self.stack.queue.dead

    async def begin(self) -> None:
        """Import the old part as a file, follow the account, and read it and what is new once, undisturbed."""
        trader = self.follower.trader
        imported = await trader.add_account("Margin")
        await trader.import_file(imported, self.history.file)
        self.account_id = await self.follower.follow(self.history.account, imported)
        self.states["followed"] = self.database.keep()


@asynccontextmanager
async def a_crash_world(stack: Stack, functions: str, folder: Path) -> AsyncIterator[CrashWorld]:
    """Yield an account that is followed and was never read; the broker's clock stands still."""
    broker, queue = stack.broker, stack.queue
    market, time_scale = broker.market, queue.time_scale
    broker.clock.freeze()
    broker.market = TellingMarket(market)
    queue.time_scale = TIME_SCALE
    history = the_history(broker.clock.now())
    history.is_as_before()
    try:
        async with follower_of(stack, functions, history.account) as follower:
            with running(stack.env, folder) as platform:
                database = Database(stack.database_url, follower.user.id)
                world = CrashWorld(stack, follower, platform, database, history)
                await world.begin()
                yield world
                database.close()
    finally:
        queue.time_scale, broker.market = time_scale, market
        broker.clock.run()
