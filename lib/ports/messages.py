"""Messages to our own jobs: they may come twice, late or shuffled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One of several messages to the same address."""

    body: Mapping[str, str]
    deduplication_id: str | None = None


class Messages(Protocol):
    """A queue that calls our own signed job routes."""

    async def publish(
        self,
        path: str,
        body: Mapping[str, str],
        *,
        deduplication_id: str | None = None,
        given_up_path: str | None = None,
    ) -> None:
        """
        Ask for a POST of `body` as JSON to `path` on our own origin, at least once, with retries.

        A second message with the same `deduplication_id` within the queue's window is dropped. Once
        the last retry has failed, `given_up_path` is called with what the queue knows about the message.
        Raises UnavailableError when the queue did not take the message.
        """
        ...

    async def publish_batch(self, path: str, batch: Sequence[Message], *, at_once: int) -> None:
        """
        Publish at most 100 messages to one address in one call; not more than `at_once` of all to it are under way.

        Raises UnavailableError when the queue did not take them; some may have been taken then.
        """
        ...
