"""Messages: what was asked for, each attempt at delivering it, and where it ended."""

import asyncio
import base64
import hashlib
import math
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import jwt

DEDUPLICATION_WINDOW = 600  # seconds
LONGEST_MESSAGE = 1 << 20  # bytes
DEFAULT_RETRIES = 3
NOT_RETRYABLE = 489
LONGEST_BACK_OFF = 86_400  # seconds
SIGNATURE_LIFE = 300  # seconds
# We only ever call ourselves.
OWN_HOSTS = {"127.0.0.1", "localhost", "::1"}
FORWARD, CALLBACK, FAILURE = "upstash-forward-", "upstash-callback-", "upstash-failure-callback-"


@dataclass
class Message:
    """One message on its way; header names in lower case."""

    url: str
    headers: dict[str, str]
    body: bytes
    id: str = field(default_factory=lambda: f"msg_{secrets.token_hex(14)}")
    created_at: float = field(default_factory=time.time)
    retried: int = 0

    @property
    def most_retries(self) -> int:
        """How often it may be tried again."""
        return int(self.headers.get("upstash-retries", DEFAULT_RETRIES))

    def starting_with(self, prefix: str) -> dict[str, str]:
        """Return the headers that start with `prefix`, without it."""
        return {name[len(prefix) :]: value for name, value in self.headers.items() if name.startswith(prefix)}

    def as_json(self) -> dict[str, Any]:
        """Return the message as the API shows it."""
        return {
            "messageId": self.id,
            "url": self.url,
            "method": self.headers.get("upstash-method", "POST"),
            "body": self.body.decode("utf-8", "replace"),
            "header": {name: [value] for name, value in self.starting_with(FORWARD).items()},
            "maxRetries": self.most_retries,
            "createdAt": int(self.created_at * 1000),
        }


@dataclass
class QStash:
    """One account: its keys, what is under way and what was given up. Delays are multiplied by `time_scale`."""

    token: str
    current_key: str
    next_key: str
    time_scale: float = 1.0
    under_way: dict[str, tuple[Message, "asyncio.Task[None]"]] = field(default_factory=dict)
    dead: dict[str, dict[str, Any]] = field(default_factory=dict)
    _seen: dict[str, tuple[float, str]] = field(default_factory=dict)
    _client: httpx.AsyncClient | None = None

    def accept(self, url: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """Take a message and start to deliver it. Raises ValueError with QStash's words."""
        lowered = {name.lower(): value for name, value in headers.items()}
        _check(url, body)
        identity = _deduplication_id(url, lowered, body)
        if identity:
            seen_at, earlier = self._seen.get(identity, (0.0, ""))
            if time.time() - seen_at < DEDUPLICATION_WINDOW:
                return {"messageId": earlier, "deduplicated": True}
        message = Message(url, lowered, body)
        if identity:
            self._seen[identity] = (time.time(), message.id)
        task = asyncio.get_running_loop().create_task(self._deliver(message))
        self.under_way[message.id] = (message, task)
        task.add_done_callback(lambda _: self.under_way.pop(message.id, None))
        return {"messageId": message.id}

    def rotate(self) -> None:
        """Sign with the next key from now on."""
        self.current_key, self.next_key = self.next_key, f"sig_{secrets.token_hex(14)}"

    async def close(self) -> None:
        """Forget what is under way."""
        for _, task in list(self.under_way.values()):
            task.cancel()
        if self._client:
            await self._client.aclose()

    async def _deliver(self, message: Message) -> None:
        await asyncio.sleep(_seconds(message.headers.get("upstash-delay", "0")) * self.time_scale)
        while True:
            answer = await self._attempt(message)
            self._call_back(message, "upstash-callback", CALLBACK, answer)
            if answer["status"] // 100 == 2:  # noqa: PLR2004 - the 2xx
                return
            if answer["is_final"] or message.retried >= message.most_retries:
                self._give_up(message, answer)
                return
            message.retried += 1
            await asyncio.sleep(_back_off(message.retried, answer["header"]) * self.time_scale)

    async def _attempt(self, message: Message) -> dict[str, Any]:
        self._client = self._client or httpx.AsyncClient(trust_env=False, timeout=300)
        headers = {
            "User-Agent": "Upstash-QStash",
            "Content-Type": message.headers.get("content-type", "text/plain"),
            **message.starting_with(FORWARD),
            "Upstash-Signature": self._signature(message),
            "Upstash-Message-Id": message.id,
            "Upstash-Retried": str(message.retried),
        }
        method = message.headers.get("upstash-method", "POST")
        try:
            answer = await self._client.request(method, message.url, content=message.body, headers=headers)
        except httpx.HTTPError as failure:
            return {"status": 0, "header": {}, "content": str(failure).encode(), "is_final": False}
        refused = answer.headers.get("upstash-nonretryable-error", "").lower() == "true"
        return {
            "status": answer.status_code,
            "header": {name: [value] for name, value in answer.headers.items()},
            "content": answer.content,
            "is_final": answer.status_code == NOT_RETRYABLE and refused,
        }

    def _signature(self, message: Message) -> str:
        now = int(time.time())
        digest = base64.urlsafe_b64encode(hashlib.sha256(message.body).digest()).decode()
        claims = {"iss": "Upstash", "sub": message.url, "exp": now + SIGNATURE_LIFE, "nbf": now, "iat": now}
        return jwt.encode(claims | {"jti": f"jwt_{secrets.token_hex(14)}", "body": digest}, self.current_key, "HS256")

    def _give_up(self, message: Message, answer: dict[str, Any]) -> None:
        dead_id = f"dlq_{secrets.token_hex(14)}"
        body = answer["content"].decode("utf-8", "replace")
        outcome = {"dlqId": dead_id, "responseStatus": answer["status"], "responseBody": body}
        self.dead[dead_id] = message.as_json() | outcome
        self._call_back(message, "upstash-failure-callback", FAILURE, answer, {"dlqId": dead_id})

    def _call_back(
        self,
        message: Message,
        name: str,
        prefix: str,
        answer: dict[str, Any],
        more: dict[str, Any] | None = None,
    ) -> None:
        """Send what came of an attempt to the address that asked for it, as a message of its own."""
        url = message.headers.get(name)
        if not url:
            return
        body = {
            "status": answer["status"],
            "header": answer["header"],
            "body": base64.b64encode(answer["content"]).decode(),
            "retried": message.retried,
            "maxRetries": message.most_retries,
            "sourceMessageId": message.id,
            "url": message.url,
            "sourceBody": base64.b64encode(message.body).decode(),
        }
        headers = {f"upstash-{each}": value for each, value in message.starting_with(prefix).items()}
        text = httpx.Response(200, json=body | (more or {})).content
        self.accept(url, headers | {"content-type": "application/json"}, text)


def _check(url: str, body: bytes) -> None:
    address = httpx.URL(url)
    if address.scheme not in {"http", "https"}:
        raise ValueError('invalid destination url: endpoint has invalid scheme, add "http://" or "https://" in front')
    if address.host not in OWN_HOSTS:
        raise ValueError(f"the local QStash calls this machine only, not {address.host}")
    if len(body) > LONGEST_MESSAGE:
        raise ValueError("message body too large")


def _deduplication_id(url: str, headers: Mapping[str, str], body: bytes) -> str | None:
    if headers.get("upstash-content-based-deduplication", "").lower() == "true":
        return hashlib.sha256(url.encode() + b"\n" + body).hexdigest()
    return headers.get("upstash-deduplication-id")


def _seconds(text: str) -> float:
    unit = {"s": 1, "m": 60, "h": 3600, "d": 86_400}.get(text[-1])
    return float(text[:-1]) * unit if unit else float(text)


def _back_off(retried: int, header: Mapping[str, list[str]]) -> float:
    """Return the pause before retry number `retried` (from 1): 12 s, 2 m 28 s, 30 m, 6 h, 24 h."""
    asked = header.get("retry-after", [""])[0]
    return float(asked) if asked.isdigit() else min(LONGEST_BACK_OFF, math.exp(2.5 * retried))
