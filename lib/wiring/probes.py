"""Signs of life of the parts we stand on."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from lib.gateways.supabase.auth_probe import SupabaseProbe
from lib.wiring.process import process


@dataclass(frozen=True, slots=True)
class Probes:
    """What to ask, by the name of the part, and the version of the code that asks."""

    version: str
    parts: Mapping[str, Callable[[], Awaitable[None]]]


async def probes() -> Probes:
    """Return the probes of this process; each raises UnavailableError when its part does not answer."""
    shared = process()
    settings = shared.settings
    supabase = SupabaseProbe(shared.http, settings.supabase_url, settings.supabase_publishable_key)
    parts = {"auth": supabase.auth, "database": supabase.database, "redis": shared.limits.ping}
    return Probes(version=settings.version, parts=parts)
