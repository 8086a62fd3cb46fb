"""A QStash stand-in on a port of its own, its client, and where it delivers to."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from qstash import AsyncQStash, Receiver

from dev.stack.serving import Server
from dev.standins.qstash import QStash, build
from tests.standins.receiving import Delivery, Receiving

TIME_SCALE = 0.002  # 12 s become 24 ms, 2 m 28 s become 0.3 s
TOKEN = "local_token"
CURRENT, NEXT = (f"sig_{name}_{'0' * 32}" for name in ("current", "next"))


@dataclass
class Queue:
    """The account, the vendor's client for it, and the application it calls. `skipped` moves its clock on."""

    account: QStash
    client: AsyncQStash
    receiver: Receiving
    address: str
    skipped: float = 0.0

    def url(self, path: str) -> str:
        """Return an address of the application."""
        return f"{self.receiver.url}{path}"

    def verify(self, delivery: Delivery, *keys: str) -> None:
        """Let the vendor's own receiver judge a signature, knowing both keys or those given. Raises SignatureError."""
        signature = delivery.headers["upstash-signature"]
        Receiver(*(keys or (CURRENT, NEXT))).verify(signature=signature, body=delivery.body, url=delivery.url)

    async def until_idle(self) -> None:
        """Wait until nothing is under way."""
        async with asyncio.timeout(10):
            while self.account.under_way:  # noqa: ASYNC110 - another thread does the work
                await asyncio.sleep(0.005)

    def skip(self, seconds: float) -> None:
        """Move the account's clock on."""
        self.skipped += seconds


@asynccontextmanager
async def running_queue(receiver: Receiving) -> AsyncIterator[Queue]:
    """Run a queue that delivers to an application."""
    server = Server()
    account = QStash(TOKEN, CURRENT, NEXT, time_scale=TIME_SCALE)
    queue = Queue(account, AsyncQStash(TOKEN, base_url=server.url, retry=False), receiver, server.url)
    account.clock = lambda: time.time() + queue.skipped
    server.serve(build(account))
    try:
        yield queue
    finally:
        await asyncio.to_thread(server.stop)
