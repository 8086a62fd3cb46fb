"""Two users who share the database, and the database itself."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from dev.stack import Stack
from tests.database.callers import Caller, database, user_of
from tests.database.world import World, new_world, seeded_world
from tests.local_stack import new_user


@pytest.fixture(scope="session")
def owner(stack: Stack) -> World:
    """Make a user with a row in every table; tests only read it."""
    return seeded_world(stack)


@pytest.fixture(scope="session")
def other(stack: Stack) -> Caller:
    """Another signed-in user, who owns nothing but a profile."""
    return user_of(stack, new_user(stack).access_token)


@pytest.fixture
def world(stack: Stack) -> World:
    """Make a fresh user with an empty account, for tests that write."""
    return new_world(stack)


@pytest.fixture
def db(stack: Stack) -> Iterator[psycopg.Connection[dict[str, Any]]]:
    """Open the database past row security."""
    with database(stack) as connection:
        yield connection
