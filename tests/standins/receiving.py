"""An application of ours that a queue calls, and what it was called with."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dev.stack.serving import Server

WITHIN = 10  # seconds
Answer = Callable[["Delivery"], Response]


@dataclass(frozen=True)
class Delivery:
    """One call: what it carried, when it came (monotonic), and how often this address had been called before."""

    url: str
    method: str
    headers: dict[str, str]
    body: str
    at: float
    earlier: int


@dataclass
class Receiving:
    """Paths answer 200 unless told otherwise; an answer may take `pause` seconds."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    pause: float = 0.0
    most_at_once: int = 0
    _at_once: int = 0
    _came: list[tuple[str, Delivery]] = field(default_factory=list)

    def at(self, path: str) -> list[Delivery]:
        """Return what came at a path."""
        return [delivery for where, delivery in self._came if where == path]

    def forget(self) -> None:
        """Forget what came and what to answer."""
        self._came.clear()
        self.answers.clear()
        self.pause, self.most_at_once = 0.0, 0

    async def wait_for(self, path: str, count: int = 1) -> list[Delivery]:
        """Wait until as much came at a path, and return it."""
        async with asyncio.timeout(WITHIN):
            while len(self.at(path)) < count:  # noqa: ASYNC110 - another thread does the work
                await asyncio.sleep(0.005)
        return self.at(path)

    async def answer(self, request: Request) -> Response:
        """Note one call, and answer it."""
        path = request.url.path
        body = (await request.body()).decode()
        came = Delivery(
            str(request.url), request.method, dict(request.headers), body, time.monotonic(), len(self.at(path))
        )
        self._came.append((path, came))
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await asyncio.sleep(self.pause)
        self._at_once -= 1
        answer = self.answers.get(path, _done)
        return answer(came)


def _done(_: Delivery) -> Response:
    return PlainTextResponse("done")


@contextmanager
def receiving() -> Iterator[Receiving]:
    """Serve one on a port of its own."""
    server = Server()
    receiver = Receiving(server.url)
    methods = ["GET", "POST", "PUT"]
    server.serve(Starlette(routes=[Route("/{path:path}", receiver.answer, methods=methods)]))
    try:
        yield receiver
    finally:
        server.stop()
