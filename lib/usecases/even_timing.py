"""Answers that take as long for an address we know as for one we do not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Longer than hashing a password and handing over a mail usually take.
AS_LONG_AS_A_KNOWN_ADDRESS = 0.75  # seconds


@asynccontextmanager
async def no_sooner(seconds: float = AS_LONG_AS_A_KNOWN_ADDRESS) -> AsyncIterator[None]:
    """Let the block end, well or badly, not before so many seconds have passed."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    try:
        yield
    finally:
        await asyncio.sleep(end - loop.time())


@asynccontextmanager
async def refused_no_sooner(seconds: float = AS_LONG_AS_A_KNOWN_ADDRESS) -> AsyncIterator[None]:
    """Let the block fail not before so many seconds have passed; success is not delayed."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    try:
        yield
    except Exception:
        await asyncio.sleep(end - loop.time())
        raise
