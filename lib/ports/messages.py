"""Messages to our own jobs: they may come twice, late or shuffled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message; a second one with its `deduplication_id` within the queue's window is dropped."""

    path: str
    body: Mapping[str, str]
    deduplication_id: str | None = None


class Messages(Protocol):
    """A queue that calls our own signed job routes."""

    async def publish(self, path: str, body: Mapping[str, str], *, deduplication_id: str | None = None) -> None:
        """
        Ask for a POST of `body` as JSON to `path` on our own origin, at least once, with retries.

        A second message with the same `deduplication_id` within the queue's window is dropped.
        Raises UnavailableError when the queue did not take the message.
        """
        ...


class Batches(Protocol):
    """The same queue, for many messages at once."""

    async def publish_all(self, messages: Sequence[Message]) -> None:
        """
        Ask for at most 100 messages in one call.

        Raises UnavailableError; then any part of them may have been taken.
        """
        ...
