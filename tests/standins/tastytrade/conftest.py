"""Fixtures for the judges of the broker's stand-in."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.standins.tastytrade.serving import Served, served
from tests.standins.tastytrade.simulator import Simulator, simulating


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Run a simulator of one's own."""
    async with simulating() as running:
        yield running


@pytest.fixture
def serving() -> Iterator[Served]:
    """Serve a simulator of one's own."""
    with served() as running:
        yield running
