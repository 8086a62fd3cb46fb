"""The platform between the queue and functions that may be killed."""

import asyncio
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dev.stack.serving import Server
from tests.crash.orders import Conditions, Kill, Order

ROOT = Path(__file__).resolve().parents[2]
SERVICES = {
    "SUPABASE_URL": "database",
    "QSTASH_URL": "queue",
    "UPSTASH_REDIS_REST_URL": "redis",
    "TASTYTRADE_API_URL": "broker",
    "SENDGRID_API_URL": "mail",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a function made: to which service, and what it asked."""

    service: str
    method: str
    path: str


@dataclass
class Platform:
    """
    Hands each delivery to a process of its own, and writes down what that calls.

    `calls` and `answers` (status by delivery, 0 for a killed one) are by the path of the job, in their order.
    """

    socket: Path
    services: Mapping[str, str]
    url: str = ""
    conditions: Conditions = field(default_factory=Conditions)
    kill: Kill | None = None
    calls: dict[str, list[Call]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def prepare(self, kill: Kill | None, conditions: Conditions) -> None:
        """Forget what was; the next deliveries run under these conditions, and one of them is killed."""
        self.kill, self.conditions = kill, conditions
        self.calls.clear()
        self.answers.clear()

    @property
    def has_killed(self) -> bool:
        """Whether the process that was to be killed was."""
        return self.kill is not None and 0 in self.answers[self.kill.path]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one delivery; where its process dies, as the platform does."""
        if scope["type"] == "lifespan":
            await alive(receive, send)
            return
        request = Request(scope, receive)
        answer = await self._deliver(request.url.path, dict(request.headers), (await request.body()).decode())
        await answer(scope, receive, send)

    async def _deliver(self, path: str, headers: dict[str, str], body: str) -> Response:
        reader, writer = await asyncio.open_unix_connection(self.socket)
        dies_at, is_after = self._death(path)
        order = Order(
            path=path, headers=headers, body=body, conditions=self.conditions, dies_at=dies_at, is_after=is_after
        )
        writer.write(json.dumps(asdict(order)).encode() + b"\n")
        try:
            async for line in reader:
                told = json.loads(line)
                if "call" not in told:
                    self.answers[path].append(told["status"])
                    kept = {name: text for name, text in told["headers"].items() if name != "content-length"}
                    return Response(told["body"], told["status"], kept)
                self.calls[path].append(self._call(*told["call"]))
        finally:
            writer.close()
        self.answers[path].append(0)
        return Response("FUNCTION_INVOCATION_FAILED", 500)

    def _death(self, path: str) -> tuple[int | None, bool]:
        """Return where a delivery that begins now dies, counted from its own first call."""
        kill, made = self.kill, len(self.calls[path])
        if kill is None or kill.path != path or kill.call <= made:
            return None, False
        return kill.call - made, kill.is_after

    def _call(self, method: str, url: str) -> Call:
        parts = urlsplit(url)
        service = self.services[parts.netloc]
        page = next((f"?{each}" for each in parts.query.split("&") if each.startswith("page-offset")), "")
        return Call(service, method, parts.path + page)


async def alive(receive: Receive, send: Send) -> None:
    """Start and stop with the server."""
    for what in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{what}.complete"})


@contextmanager
def running(env: Mapping[str, str], folder: Path) -> Iterator[Platform]:
    """Yield the platform, with the functions' process and an address that the queue may deliver to."""
    door, server = folder / "functions", Server()
    services = {urlsplit(env[name]).netloc: service for name, service in SERVICES.items()}
    command = [sys.executable, "-m", "tests.crash.function", str(door)]
    own = {**os.environ, **env, "APP_URL": server.url}
    log = (folder / "functions.log").open("wb")
    with subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.PIPE, stderr=log) as functions:
        try:
            assert functions.stdout is not None
            assert functions.stdout.readline() == b"ready\n", (folder / "functions.log").read_text()
            platform = Platform(door, services, server.url)
            server.serve(platform)
            yield platform
        finally:
            server.stop()
            functions.terminate()
            log.close()
