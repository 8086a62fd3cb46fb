"""A message: what was asked for, how the API shows it, and what may not be asked."""

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from dev.standins.qstash.delays import evaluate, seconds
from dev.standins.qstash.flow_control import Limits

LONGEST_MESSAGE = 1 << 20  # bytes
LONGEST_ANSWER = "15m"  # the platform's patience on the free plan
DEFAULT_RETRIES = 3
# We only ever call ourselves.
OWN_HOSTS = {"127.0.0.1", "localhost", "::1"}
FORWARD, CALLBACK, FAILURE = "upstash-forward-", "upstash-callback-", "upstash-failure-callback-"


@dataclass
class Message:
    """One message on its way; header names in lower case, times in seconds since 1970."""

    url: str
    headers: dict[str, str]
    body: bytes
    schedule_id: str | None = None
    id: str = field(default_factory=lambda: f"msg_{secrets.token_hex(14)}")
    created_at: float = field(default_factory=time.time)
    retried: int = 0

    def __post_init__(self) -> None:
        """Refuse, with QStash's words, what could not be delivered. Raises ValueError."""
        address = httpx.URL(self.url)
        if address.scheme not in {"http", "https"}:
            words = 'invalid destination url: endpoint has invalid scheme, add "http://" or "https://" in front'
            raise ValueError(words)
        if address.host not in OWN_HOSTS:
            raise ValueError(f"the local QStash calls this machine only, not {address.host}")
        if len(self.body) > LONGEST_MESSAGE:
            raise ValueError("message body too large")
        if self.retry_delay is not None:
            evaluate(self.retry_delay, 0)

    @property
    def method(self) -> str:
        """How the address is called."""
        return self.headers.get("upstash-method", "POST")

    @property
    def most_retries(self) -> int:
        """How often it may be tried again."""
        return int(self.headers.get("upstash-retries", DEFAULT_RETRIES))

    @property
    def retry_delay(self) -> str | None:
        """Its own expression for the pause between attempts."""
        return self.headers.get("upstash-retry-delay")

    @property
    def timeout(self) -> float:
        """How long an answer may take, in seconds."""
        return seconds(self.headers.get("upstash-timeout", LONGEST_ANSWER))

    @property
    def delay(self) -> float:
        """How long to wait before the first attempt, in seconds."""
        if not_before := self.headers.get("upstash-not-before"):
            return max(0.0, float(not_before) - self.created_at)
        return seconds(self.headers.get("upstash-delay", "0"))

    @property
    def flow_key(self) -> str | None:
        """The key whose limits apply."""
        return self.headers.get("upstash-flow-control-key")

    @property
    def limits(self) -> Limits:
        """The limits it was published with."""
        return Limits.of(self.headers.get("upstash-flow-control-value", ""))

    @property
    def deduplication_id(self) -> str | None:
        """What makes a later message the same as this one."""
        if self.headers.get("upstash-content-based-deduplication", "").lower() == "true":
            forwarded = sorted(self.starting_with(FORWARD).items())
            return hashlib.sha256(repr((self.url, self.body, forwarded)).encode()).hexdigest()
        return self.headers.get("upstash-deduplication-id")

    def starting_with(self, prefix: str) -> dict[str, str]:
        """Return the headers that start with `prefix`, without it."""
        return {name[len(prefix) :]: value for name, value in self.headers.items() if name.startswith(prefix)}

    def as_json(self) -> dict[str, Any]:
        """Return the message as the API shows it."""
        shown = {
            "messageId": self.id,
            "url": self.url,
            "method": self.method,
            "body": self.body.decode("utf-8", "replace"),
            "header": as_lists(self.starting_with(FORWARD)),
            "maxRetries": self.most_retries,
            "notBefore": int((self.created_at + self.delay) * 1000),
            "createdAt": int(self.created_at * 1000),
            "callback": self.headers.get("upstash-callback"),
            "failureCallback": self.headers.get("upstash-failure-callback"),
            "scheduleId": self.schedule_id,
            "label": self.headers.get("upstash-label"),
            "retryDelayExpression": self.retry_delay,
        }
        return {name: value for name, value in shown.items() if value is not None}


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt; status 0 when nobody answered."""

    status: int
    header: dict[str, list[str]]
    content: bytes

    @property
    def is_success(self) -> bool:
        """Whether the message is delivered."""
        return 200 <= self.status < 300  # noqa: PLR2004 - the 2xx

    @property
    def is_final(self) -> bool:
        """Whether the receiver asks not to be tried again."""
        return self.status == 489 and self.header.get("upstash-nonretryable-error", [""])[0].lower() == "true"  # noqa: PLR2004 - QStash's own

    def report(self, message: Message) -> dict[str, Any]:
        """Return what a callback is told."""
        return {
            "status": self.status,
            "header": self.header,
            "body": base64.b64encode(self.content).decode(),
            "retried": message.retried,
            "maxRetries": message.most_retries,
            "sourceMessageId": message.id,
            "url": message.url,
            "method": message.method,
            "sourceHeader": as_lists(message.starting_with(FORWARD)),
            "sourceBody": base64.b64encode(message.body).decode(),
            "createdAt": int(message.created_at * 1000),
            "scheduleId": message.schedule_id or "",
        }


def as_lists(headers: Mapping[str, str]) -> dict[str, list[str]]:
    """Return headers as QStash shows them."""
    return {name: [value] for name, value in headers.items()}
