"""
The jobs in processes that can be killed: `python -m tests.crash.function SOCKET`.

One process has everything loaded and forks another for each delivery. That one writes down every call that it makes,
before it makes it, and where it is told to it stops at once: nothing is closed, nothing is given back, nobody answers.
"""

import asyncio
import json
import os
import signal
import socket
import ssl
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

import httpx
import httpx2
import qstash
import upstash_redis.asyncio

from dev.functions import load
from lib.gateways.redis.locks import RedisLocks
from lib.gateways.tastytrade import broker, session
from lib.usecases import sync_account
from lib.wiring import syncing
from tests.crash.orders import Conditions, Order

PRELOADED = (qstash, session, upstash_redis.asyncio)
JOBS = {f"/api/jobs/{name}": load(f"/api/jobs/{name}") for name in ("books", "sync")}
KILLED = 137
Handle = Callable[[Any, Any], Awaitable[Any]]


class Wire:
    """Tells the platform what this process does; stops the process where that was ordered."""

    def __init__(self, connection: socket.socket, order: Order) -> None:
        self._connection = connection
        self._order = order
        self._calls = 0

    def tell(self, **what: object) -> None:
        self._connection.sendall(json.dumps(what).encode() + b"\n")

    def watched(self, handle: Handle) -> Handle:
        """Count the calls of a transport, and die at one of them."""

        async def counted(transport: Any, request: Any) -> Any:  # noqa: ANN401 - of two libraries that look alike
            self._calls += 1
            is_last = self._calls == self._order.dies_at
            self.tell(call=[request.method, str(request.url)])
            if is_last and not self._order.is_after:
                os._exit(KILLED)
            try:
                return await handle(transport, request)
            finally:
                if is_last:
                    os._exit(KILLED)

        return counted


def changed_world(wire: Wire, conditions: Conditions) -> ExitStack:
    """Watch the transports, and put in place what is wrong with the world."""
    per_page = conditions.per_page
    pages = {"TRANSACTIONS_PER_PAGE": per_page, "ORDERS_PER_PAGE": per_page, "SNAPSHOTS_PER_PAGE": 10 * per_page}
    world = ExitStack()
    for library in (httpx, httpx2):
        transport: Any = library.AsyncHTTPTransport
        handle = wire.watched(transport.handle_async_request)
        world.enter_context(patch.object(transport, "handle_async_request", handle))
    for name, size in pages.items():
        world.enter_context(patch.object(broker, name, size))
    if conditions.hours:
        world.enter_context(patch.object(syncing, "datetime", clock_ahead(timedelta(hours=conditions.hours))))
    if conditions.is_short_of_time:
        world.enter_context(patch.object(sync_account, "ENOUGH", timedelta(0)))
    if not conditions.locks:
        world.enter_context(patch.object(RedisLocks, "take", everybody_may))
    return world


def clock_ahead(by: timedelta) -> type[datetime]:
    """Return a clock that is wrong."""

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            wrong = datetime.now(UTC) + by
            return cls.fromtimestamp(wrong.timestamp(), tz)

    return Wrong


async def everybody_may(_: RedisLocks, *__: object) -> bool:
    """Lock nothing."""
    return True


async def answered(order: Order) -> httpx.Response:
    """Return what the function of an order answers."""
    app = next(job for path, job in JOBS.items() if order.path.startswith(path))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app, raise_app_exceptions=False)) as client,
    ):
        url = os.environ["APP_URL"] + order.path
        return await client.post(url, headers=order.headers, content=order.body)


def answer(connection: socket.socket) -> None:
    """Run one delivery, and tell how it went."""
    asked = json.loads(connection.makefile().readline())
    order = Order(**asked | {"conditions": Conditions(**asked["conditions"])})
    wire = Wire(connection, order)
    with changed_world(wire, order.conditions):
        came = asyncio.run(answered(order))
    wire.tell(status=came.status_code, headers=dict(came.headers), body=came.text)


def with_one_tls_context() -> None:
    """Make what clients ask for once, before the fork: nothing here is encrypted, and each would take a while."""
    patch.object(ssl, "create_default_context", cache(ssl.create_default_context)).start()
    for library in (httpx, httpx2):
        library.AsyncClient()


def main(path: Path) -> None:
    """Fork a process for each connection."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with_one_tls_context()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen()
        print("ready", flush=True)  # noqa: T201 - whoever started us waits for it
        while True:
            connection, _ = door.accept()
            if os.fork() == 0:
                door.close()
                answer(connection)
                os._exit(0)
            connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
