"""Publishing messages to our own jobs."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import httpx

from lib.ports.failures import UnavailableError
from lib.ports.messages import Message

if TYPE_CHECKING:
    from qstash import AsyncQStash
    from qstash.message import BatchJsonRequest

logger = logging.getLogger(__name__)

PATIENCE = 5  # seconds; somebody waits for the answer
RETRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """
    How messages to one of our paths are delivered, whoever sends them.

    `at_once` messages with the same `flow` are under way at a time; what is given up after `retries` is reported to
    the path `on_failure`.
    """

    retries: int = RETRIES
    flow: str | None = None
    at_once: int = 1
    on_failure: str | None = None


class QStashMessages:
    """The queue, speaking only to addresses on our own origin."""

    def __init__(self, url: str, token: str, app_url: str, deliveries: Mapping[str, Delivery] | None = None) -> None:
        """Publish at `url` with `token`; every message goes to a path of `app_url`, as `deliveries` says by path."""
        self._deliveries = deliveries or {}
        self._url = url
        self._token = token
        self._app_url = app_url

    @cached_property
    def _client(self) -> "AsyncQStash":
        # Imported when the first message is sent: most requests send none, and a cold start would pay for it.
        from qstash import AsyncQStash

        return AsyncQStash(self._token, base_url=self._url, retry=False)

    async def publish(self, path: str, body: Mapping[str, str], *, deduplication_id: str | None = None) -> None:
        """Ask for a POST of `body` to one of our paths; raises UnavailableError when the queue did not take it."""
        await self.publish_all([Message(path=path, body=body, deduplication_id=deduplication_id)])

    async def publish_all(self, messages: Sequence[Message]) -> None:
        """Ask for many of them in one call; raises UnavailableError, when any part of them may have been taken."""
        from qstash.errors import QStashError

        requests = [self._request(message) for message in messages]
        try:
            async with asyncio.timeout(PATIENCE):
                if len(requests) == 1:
                    await self._client.message.publish_json(**requests[0])
                else:
                    await self._client.message.batch_json(cast("list[BatchJsonRequest]", requests))
        except (QStashError, httpx.HTTPError, TimeoutError) as failure:
            paths = sorted({message.path for message in messages})
            logger.warning("messages to %s were not taken: %s", ", ".join(paths), type(failure).__name__)
            raise UnavailableError(
                "The work could not be queued just now. Try again in a minute.", code="queue_unavailable"
            ) from None

    def _request(self, message: Message) -> dict[str, Any]:
        delivery = self._deliveries.get(message.path, Delivery())
        request: dict[str, Any] = {
            "url": self._app_url + message.path,
            "body": dict(message.body),
            "retries": delivery.retries,
        }
        if message.deduplication_id is not None:
            request["deduplication_id"] = message.deduplication_id
        if delivery.flow is not None:
            request["flow_control"] = {"key": delivery.flow, "parallelism": delivery.at_once}
        if delivery.on_failure is not None:
            request["failure_callback"] = self._app_url + delivery.on_failure
        return request
