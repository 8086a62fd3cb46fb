"""Whether everything we stand on can be reached."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from lib.ports.failures import UnavailableError

Probe = Callable[[], Awaitable[None]]


async def check_health(probes: Mapping[str, Probe]) -> dict[str, bool]:
    """Try every part at the same time; return for each whether it answered."""
    answered = await asyncio.gather(*(answers(probe) for probe in probes.values()))
    return dict(zip(probes, answered, strict=True))


async def answers(probe: Probe) -> bool:
    """Return whether a part answers."""
    try:
        await probe()
    except UnavailableError:
        return False
    return True
