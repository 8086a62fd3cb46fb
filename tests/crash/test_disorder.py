"""However messages come, and whatever the clock says, the database ends where one quiet sync leaves it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dev.stack import Stack
from tests.crash.database import STORES, Kept, compared
from tests.crash.orders import Conditions
from tests.crash.world import CrashWorld, a_crash_world
from tests.stories.following import SYNC


@pytest.fixture
async def world(stack: Stack, functions: str, tmp_path: Path) -> AsyncIterator[CrashWorld]:
    async with a_crash_world(stack, functions, tmp_path) as world:
        yield world


async def first_and_next(world: CrashWorld, conditions: Conditions | None = None, messages: int = 1) -> Kept:
    """Sync for the first time, and again after the broker's rows changed, with so many messages each time."""
    world.history.is_as_before()
    await world.attempt(world.states["followed"], conditions=conditions, messages=messages)
    world.history.has_changed()
    await world.send(messages)
    return world.database.keep()


async def test_three_syncs_at_once_without_a_lock(world: CrashWorld) -> None:
    quiet = await first_and_next(world)

    crowded = await first_and_next(world, Conditions(locks=False), messages=3)

    assert not compared(crowded, quiet), compared(crowded, quiet)
    assert len(world.platform.answers[SYNC]) >= 6


async def test_a_message_that_comes_three_times_the_last_time_after_the_next_sync(world: CrashWorld) -> None:
    quiet = await first_and_next(world)

    world.history.is_as_before()
    await world.attempt(world.states["followed"])
    await world.send()
    world.history.has_changed()
    await world.send()
    await world.send()

    assert not compared(world.database.keep(), quiet), compared(world.database.keep(), quiet)


@pytest.mark.parametrize("hours", [-2, 2])
async def test_a_clock_that_is_two_hours_wrong(world: CrashWorld, hours: int) -> None:
    quiet = await first_and_next(world)

    wrong = await first_and_next(world, Conditions(hours=hours))

    # Two hours may be another day: what is loaded up to it differs, and the last balances' day with it.
    assert not compared(wrong, quiet, ignoring=["account_syncs"]), compared(wrong, quiet)


@pytest.mark.parametrize("per_page", [7, 33, 150])
async def test_pages_of_any_size_each_in_a_call_of_its_own(world: CrashWorld, per_page: int) -> None:
    quiet = await first_and_next(world)

    pieces = await first_and_next(world, Conditions(per_page=per_page, is_short_of_time=True))

    different = compared(pieces, quiet, ignoring=STORES)
    assert not different, "\n".join(different.others)


async def test_pages_that_shift_under_the_reader(world: CrashWorld) -> None:
    quiet = await first_and_next(world)
    transactions = f"/accounts/{world.history.account.number}/transactions"
    world.stack.broker.faults.add("shift", transactions, times=3, by=1)
    world.stack.broker.faults.add("repeat", transactions, times=2)
    world.stack.broker.faults.add("reorder", transactions, times=6)

    shifted = await first_and_next(world)

    assert not compared(shifted, quiet), compared(shifted, quiet)
    assert not world.stack.broker.faults.waiting
