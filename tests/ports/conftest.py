"""The same user in memory and on the real database."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from tests.ports.linked import Linked, in_memory, on_the_database

if TYPE_CHECKING:
    from dev.stack import Stack


@pytest.fixture(params=["memory", "supabase"])
async def linked(request: pytest.FixtureRequest) -> AsyncIterator[Linked]:
    """Give a user without links."""
    if request.param == "memory":
        yield in_memory()
        return
    stack: Stack = request.getfixturevalue("stack")
    async with on_the_database(stack) as real:
        yield real


@pytest.fixture
async def account(linked: Linked) -> str:
    """Follow an account that has no rows yet."""
    return await linked.follow()
