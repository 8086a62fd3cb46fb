"""What all requests of one process share: connections and public keys, never anything of a user."""

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import httpx

from lib.gateways.redis.limits import RedisLimits
from lib.gateways.supabase.auth_tokens import TokenVerifier
from lib.ports.messages import Batches, Messages
from lib.wiring.settings import Settings, settings

if TYPE_CHECKING:
    from lib.gateways.qstash.messages import QStashMessages

# The database cancels a statement after 8 seconds; waiting longer than that gains nothing.
TIMEOUT = httpx.Timeout(10, connect=3)


class Process:
    """
    The shared parts, each made when first used.

    One HTTP client for everybody: making one costs 20 ms and every caller's identity travels in the headers of the
    single request.
    """

    def __init__(self, process_settings: Settings) -> None:
        """Remember the settings; nothing is opened yet."""
        self.settings = process_settings

    @cached_property
    def http(self) -> httpx.AsyncClient:
        """The one HTTP client."""
        return httpx.AsyncClient(timeout=TIMEOUT)

    @cached_property
    def tokens(self) -> TokenVerifier:
        """The verifier of access tokens, with the keys it keeps."""
        return TokenVerifier(self.http, self.settings.supabase_jwks_url, self.settings.token_issuer)

    @cached_property
    def limits(self) -> RedisLimits:
        """The counters of attempts."""
        return RedisLimits(self.settings.redis_url, self.settings.redis_token)

    @cached_property
    def queue(self) -> "QStashMessages":
        """The queue that calls our own jobs."""
        from lib.gateways.qstash.messages import QStashMessages
        from lib.wiring.deliveries import DELIVERIES

        return QStashMessages(self.settings.qstash_url, self.settings.qstash_token, self.settings.app_url, DELIVERIES)

    @property
    def messages(self) -> Messages:
        """The queue, for one message at a time."""
        return self.queue

    @property
    def batches(self) -> Batches:
        """The queue, for many at once."""
        return self.queue


# Connections belong to the event loop that opened them: the platform runs one, a test machine may run several.
_processes: WeakKeyDictionary[asyncio.AbstractEventLoop, Process] = WeakKeyDictionary()


def process() -> Process:
    """Return the shared parts of the running event loop, made anew only when the settings have changed."""
    loop = asyncio.get_running_loop()
    known = _processes.get(loop)
    current = settings()
    if known is None or known.settings != current:
        known = _processes[loop] = Process(current)
    return known
