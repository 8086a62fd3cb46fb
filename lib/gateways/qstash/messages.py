"""Publishing messages to our own jobs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TYPE_CHECKING

import httpx

from lib.ports.failures import UnavailableError
from lib.ports.messages import Message

if TYPE_CHECKING:
    from qstash import AsyncQStash
    from qstash.message import BatchJsonRequest

logger = logging.getLogger(__name__)

PATIENCE = 5  # seconds; somebody waits for the answer


class QStashMessages:
    """The queue, speaking only to addresses on our own origin."""

    def __init__(self, url: str, token: str, app_url: str) -> None:
        """Publish at `url` with `token`; every message goes to a path of `app_url`."""
        self._url = url
        self._token = token
        self._app_url = app_url

    @cached_property
    def _client(self) -> "AsyncQStash":
        # Imported when the first message is sent: most requests send none, and a cold start would pay for it.
        from qstash import AsyncQStash

        return AsyncQStash(self._token, base_url=self._url, retry=False)

    async def publish(
        self,
        path: str,
        body: Mapping[str, str],
        *,
        deduplication_id: str | None = None,
        given_up_path: str | None = None,
    ) -> None:
        """Ask for a POST of `body` to one of our paths; raises UnavailableError when the queue did not take it."""
        async with taking(path):
            await self._client.message.publish_json(
                url=self._app_url + path,
                body=dict(body),
                deduplication_id=deduplication_id,
                failure_callback=self._app_url + given_up_path if given_up_path else None,
            )

    async def publish_batch(self, path: str, batch: Sequence[Message], *, at_once: int) -> None:
        """Publish several messages to one of our paths in one call; raises UnavailableError."""
        requests: list[BatchJsonRequest] = []
        for message in batch:
            request: BatchJsonRequest = {
                "url": self._app_url + path,
                "body": dict(message.body),
                "flow_control": {"key": flow_key(path), "parallelism": at_once},
            }
            if message.deduplication_id is not None:
                request["deduplication_id"] = message.deduplication_id
            requests.append(request)
        async with taking(path):
            await self._client.message.batch_json(requests)


def flow_key(path: str) -> str:
    """Name the limit that all messages to a path share; a key is letters, digits, hyphens, underscores and dots."""
    return path.strip("/").replace("/", ".")


@asynccontextmanager
async def taking(path: str) -> AsyncIterator[None]:
    """Hand something to the queue; raises UnavailableError when it does not take it in time."""
    from qstash.errors import QStashError

    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except (QStashError, httpx.HTTPError, TimeoutError) as failure:
        logger.warning("a message to %s was not taken: %s", path, type(failure).__name__)
        raise UnavailableError(
            "The work could not be queued just now. Try again in a minute.", code="queue_unavailable"
        ) from None
