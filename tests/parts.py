"""
Optional parts of a test machine, and what happens when one is missing.

A test that needs one says so with `@pytest.mark.needs("chromium")`: it is skipped with a reason where the part is
missing, and fails instead when REQUIRE (comma-separated) names the part.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import broker_sdk

SHARED = Path(__file__).resolve().parents[2] / "shared"

PARTS: dict[str, Callable[[], str | None]] = {
    "shared": lambda: str(SHARED) if (SHARED / "data").is_dir() else None,
    "chromium": lambda: shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"),
    "python312": lambda: shutil.which("python3.12"),
    "sdk": broker_sdk.interpreter,
    "redis": lambda: shutil.which("redis-server"),
}
REQUIRED = frozenset(filter(None, os.environ.get("REQUIRE", "").split(",")))


def where(part: str) -> str:
    """Return where the part is; only for tests marked as needing it."""
    place = PARTS[part]()
    assert place is not None, f"a test uses {part} without the mark needs({part!r})"
    return place


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(part): needs an optional part of the machine (see tests/parts.py)")
    unknown = REQUIRED - PARTS.keys()
    if unknown:
        raise pytest.UsageError(f"REQUIRE names unknown parts: {', '.join(sorted(unknown))}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        part = mark.args[0]
        if PARTS[part]() is None:
            if part in REQUIRED:
                pytest.fail(f"{part} is required here (REQUIRE) and missing", pytrace=False)
            pytest.skip(f"needs {part}, which this machine does not have")
