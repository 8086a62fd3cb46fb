"""What the web tests share."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture
def caplog(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Listen to our own loggers, which do not pass their records on to the root."""
    ours = logging.getLogger("lib")
    ours.addHandler(caplog.handler)
    yield caplog
    ours.removeHandler(caplog.handler)
