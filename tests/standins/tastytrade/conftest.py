"""Fixtures for the judges of the broker's stand-in."""

from collections.abc import AsyncIterator

import pytest

from tests.standins.tastytrade.simulator import Simulator, simulating


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Run a simulator of one's own."""
    async with simulating() as running:
        yield running
