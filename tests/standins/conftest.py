"""Fixtures for the stand-ins' judges."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.standins.queue import Queue, running_queue
from tests.standins.receiving import Receiving, receiving


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiving]:
    """Serve the application that queues deliver to."""
    with receiving() as serving:
        yield serving


@pytest.fixture
async def queue(receiver: Receiving) -> AsyncIterator[Queue]:
    """Run a queue of one's own."""
    receiver.forget()
    async with running_queue(receiver) as running:
        yield running
