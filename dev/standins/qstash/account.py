"""One QStash account: what is under way, what was given up, and how a message is delivered."""

import asyncio
import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import jwt

from dev.standins.qstash.delays import back_off
from dev.standins.qstash.flow_control import Gate
from dev.standins.qstash.messages import CALLBACK, FAILURE, FORWARD, Message, Outcome
from dev.standins.qstash.schedules import Schedules

DEDUPLICATION_WINDOW = 600  # seconds
SIGNATURE_LIFE = 300  # seconds


@dataclass
class QStash:
    """
    One account. Every pause of a message is multiplied by `time_scale`; schedules keep to `clock`.

    Lives in the event loop that serves it.
    """

    token: str
    current_key: str
    next_key: str
    time_scale: float = 1.0
    clock: Callable[[], float] = time.time
    under_way: dict[str, tuple[Message, "asyncio.Task[None]"]] = field(default_factory=dict)
    dead: dict[str, dict[str, Any]] = field(default_factory=dict)
    schedules: Schedules = field(default_factory=Schedules)
    _seen: dict[str, tuple[float, str]] = field(default_factory=dict)
    _gates: dict[str, Gate] = field(default_factory=dict)
    _client: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(trust_env=False))

    def accept(
        self, url: str, headers: Mapping[str, str], body: bytes, *, schedule_id: str | None = None
    ) -> dict[str, Any]:
        """Take a message and start to deliver it. Raises ValueError with QStash's words."""
        message = Message(url, {name.lower(): value for name, value in headers.items()}, body, schedule_id)
        if identity := message.deduplication_id:
            seen_at, earlier = self._seen.get(identity, (0.0, ""))
            if self.clock() - seen_at < DEDUPLICATION_WINDOW:
                return {"messageId": earlier, "deduplicated": True}
            self._seen[identity] = (self.clock(), message.id)
        task = asyncio.get_running_loop().create_task(self._deliver(message))
        self.under_way[message.id] = (message, task)
        task.add_done_callback(lambda _: self.under_way.pop(message.id, None))
        return {"messageId": message.id}

    def run_due_schedules(self) -> None:
        """Publish what is due by the clock."""
        for schedule in self.schedules.due(self.clock()):
            self.accept(schedule.destination, schedule.headers, schedule.body, schedule_id=schedule.id)

    def rotate(self) -> None:
        """Sign with the next key from now on."""
        self.current_key, self.next_key = self.next_key, f"sig_{secrets.token_hex(14)}"

    async def close(self) -> None:
        """Forget what is under way."""
        for _, task in list(self.under_way.values()):
            task.cancel()
        await self._client.aclose()

    async def _deliver(self, message: Message) -> None:
        await asyncio.sleep(message.delay * self.time_scale)
        while True:
            async with self._passage(message):
                outcome = await self._attempt(message)
            self._call_back(message, "upstash-callback", CALLBACK, outcome.report(message))
            if outcome.is_success:
                return
            if outcome.is_final or message.retried >= message.most_retries:
                self._give_up(message, outcome)
                return
            pause = back_off(message.retried, message.retry_delay, outcome.header)
            message.retried += 1
            await asyncio.sleep(pause * self.time_scale)

    def _passage(self, message: Message) -> AbstractAsyncContextManager[None]:
        if message.flow_key is None:
            return nullcontext()
        limits = replace(message.limits, period=message.limits.period * self.time_scale)
        return self._gates.setdefault(message.flow_key, Gate()).passage(limits)

    async def _attempt(self, message: Message) -> Outcome:
        try:
            answer = await self._client.request(
                message.method,
                message.url,
                content=message.body,
                headers=self._headers(message),
                timeout=message.timeout,
            )
        except httpx.HTTPError as failure:
            return Outcome(0, {}, str(failure).encode())
        header = {name: [value] for name, value in answer.headers.items()}
        return Outcome(answer.status_code, header, answer.content)

    def _headers(self, message: Message) -> dict[str, str]:
        given = {
            "Upstash-Signature": self._signature(message),
            "Upstash-Message-Id": message.id,
            "Upstash-Retried": str(message.retried),
            "Upstash-Schedule-Id": message.schedule_id,
            "Upstash-Flow-Control-Key": message.flow_key,
            "Upstash-Label": message.headers.get("upstash-label"),
        }
        return {
            "User-Agent": "Upstash-QStash",
            "Content-Type": message.headers.get("content-type", "text/plain"),
            **message.starting_with(FORWARD),
            **{name: value for name, value in given.items() if value is not None},
        }

    def _signature(self, message: Message) -> str:
        now = int(time.time())
        digest = base64.urlsafe_b64encode(hashlib.sha256(message.body).digest()).decode()
        claims = {"iss": "Upstash", "sub": message.url, "exp": now + SIGNATURE_LIFE, "nbf": now, "iat": now}
        return jwt.encode(claims | {"jti": f"jwt_{secrets.token_hex(14)}", "body": digest}, self.current_key, "HS256")

    def _give_up(self, message: Message, outcome: Outcome) -> None:
        dead_id = f"dlq_{secrets.token_hex(14)}"
        self.dead[dead_id] = message.as_json() | {
            "dlqId": dead_id,
            "responseStatus": outcome.status,
            "responseHeader": outcome.header,
            "responseBody": outcome.content.decode("utf-8", "replace"),
        }
        self._call_back(message, "upstash-failure-callback", FAILURE, outcome.report(message) | {"dlqId": dead_id})

    def _call_back(self, message: Message, name: str, prefix: str, report: dict[str, Any]) -> None:
        """Send what came of an attempt to the address that asked for it, as a message of its own."""
        if url := message.headers.get(name):
            headers = {f"upstash-{each}": value for each, value in message.starting_with(prefix).items()}
            self.accept(url, headers | {"content-type": "application/json"}, json.dumps(report).encode())
