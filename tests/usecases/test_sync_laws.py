"""However a history comes, what is stored in the end is what the broker has: no row lost, none doubled."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ports.broker import BrokerUnavailableError
from lib.usecases.sync_account import SyncOutcome
from tests.usecases.sync_broker import Change, ListedBroker, Row, raw
from tests.usecases.sync_world import NOW, OPENED, SyncWorld, a_world

DAYS = (NOW.date() - OPENED).days
days = st.integers(0, DAYS).map(lambda ago: NOW.date() - timedelta(days=ago))
histories = st.lists(days, max_size=15).map(lambda on: [raw(place, day) for place, day in enumerate(on, start=1)])
YEARS = 3


def came_late(number: int, day: date) -> Change:
    def change(broker: ListedBroker) -> None:
        if all(row["id"] != number for row in broker.rows):
            broker.rows.append(raw(number, day))

    return change


def vanished(place: int) -> Change:
    def change(broker: ListedBroker) -> None:
        if broker.rows:
            del broker.rows[place % len(broker.rows)]

    return change


def corrected(place: int) -> Change:
    def change(broker: ListedBroker) -> None:
        if broker.rows:
            was = broker.rows[place % len(broker.rows)]
            broker.rows[place % len(broker.rows)] = was | {"description": f"{was['description']}, corrected"}

    return change


def reordered(place: int) -> Change:
    def change(broker: ListedBroker) -> None:
        def order(row: Row) -> tuple[int, Any]:
            return hash((row["id"], place)) % 7, row["id"]

        broker.order = order

    return change


changes = st.one_of(
    st.builds(came_late, st.integers(100, 100_000), days),
    st.builds(vanished, st.integers(0, 30)),
    st.builds(corrected, st.integers(0, 30)),
    st.builds(reordered, st.integers(0, 30)),
)
scripts = st.dictionaries(st.integers(0, 40), changes, max_size=8)


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def is_whole(world: SyncWorld) -> None:
    """Every row of the broker's is there once, and no other counts."""
    broker_ids = [row.transaction.broker_id for row in world.active().values()]
    assert world.told() == world.at_the_broker()
    assert len(broker_ids) == len(set(broker_ids)) == len(world.broker.rows)
    assert len({row.transaction.id for row in world.holding.rows.values()}) == len(world.holding.rows)


async def settle_down(world: SyncWorld) -> None:
    """Let the broker stand still, and every year be read again."""
    world.broker.changes.clear()
    world.broker.failures.clear()
    await world.sync_to_the_end()
    await world.days_pass(YEARS + 1)


@settings(max_examples=60, deadline=None)
@given(rows=histories, per_page=st.integers(1, 30))
def test_any_page_size_stores_the_same_rows_at_once(rows: list[Row], per_page: int) -> None:
    async def story() -> None:
        world = await a_world(rows, per_page=per_page)
        await world.sync_to_the_end()
        is_whole(world)

    run(story)


@settings(max_examples=60, deadline=None)
@given(rows=histories, per_page=st.integers(1, 6), script=scripts)
def test_a_list_that_changes_under_the_reader_comes_right(
    rows: list[Row], per_page: int, script: dict[int, Change]
) -> None:
    async def story() -> None:
        world = await a_world(rows, per_page=per_page)
        world.broker.changes = dict(script)
        for _ in range(4):
            with suppress(BrokerUnavailableError):
                await world.sync_to_the_end()
        await settle_down(world)
        is_whole(world)

    run(story)


@settings(max_examples=60, deadline=None)
@given(rows=histories, parts=st.lists(st.integers(0, 9), max_size=6), per_page=st.integers(1, 6))
def test_any_partition_into_incremental_syncs_is_as_good_as_one(
    rows: list[Row], parts: list[int], per_page: int
) -> None:
    """The rows become known at the broker day by day, in parts, and are synced after each."""

    async def story() -> None:
        known = sorted(rows, key=lambda row: str(row["transaction-date"]))
        at_once = await a_world(known)
        await at_once.sync_to_the_end()
        world = await a_world([], per_page=per_page)
        today = world.world.now
        for part in parts:
            taken, known = known[:part], known[part:]
            last = taken[-1]["transaction-date"] if taken else OPENED.isoformat()
            world.world.now = max(
                world.world.now - timedelta(days=DAYS),
                today.replace(year=int(last[:4]), month=int(last[5:7]), day=int(last[8:])),
            )
            world.broker.rows += taken
            await world.sync_to_the_end()
        world.world.now = today
        world.broker.rows += known
        await settle_down(world)
        is_whole(world)
        assert world.told() == at_once.told()

    run(story)


@settings(max_examples=60, deadline=None)
@given(
    rows=histories,
    per_page=st.integers(1, 6),
    failing=st.sets(st.integers(0, 60), max_size=8),
    seconds=st.integers(0, 70),
)
def test_calls_that_fail_or_run_out_of_time_lose_nothing(
    rows: list[Row], per_page: int, failing: set[int], seconds: int
) -> None:
    async def story() -> None:
        world = await a_world(rows, per_page=per_page)
        world.broker.failures = {place: BrokerUnavailableError("Down.") for place in failing}
        ticks = 0

        def clock() -> datetime:
            nonlocal ticks
            ticks += 1
            return NOW + timedelta(seconds=seconds * ticks % 3600)

        world.clock = clock
        for _ in range(200):
            with suppress(BrokerUnavailableError):
                if await world.sync() is SyncOutcome.SYNCED:
                    break
        world.clock = None
        await settle_down(world)
        is_whole(world)

    run(story)


@settings(max_examples=60, deadline=None)
@given(rows=histories, per_page=st.integers(1, 6), hours=st.sampled_from([-2, 0, 2]), script=scripts)
def test_two_at_once_and_a_clock_that_is_wrong_make_no_difference(
    rows: list[Row], per_page: int, hours: int, script: dict[int, Change]
) -> None:
    async def story() -> None:
        world = await a_world(rows, per_page=per_page)
        world.broker.changes = dict(script)
        world.clock = lambda: world.world.now + timedelta(hours=hours)
        for _ in range(3):
            await asyncio.gather(world.sync(), world.sync(), world.sync(), return_exceptions=True)
        await settle_down(world)
        is_whole(world)

    run(story)


@settings(max_examples=60, deadline=None)
@given(rows=histories, per_page=st.integers(1, 6), in_files=st.sets(st.integers(0, 25)))
def test_rows_that_files_brought_are_completed_and_never_doubled(
    rows: list[Row], per_page: int, in_files: set[int]
) -> None:
    async def story() -> None:
        world = await a_world(rows, per_page=per_page)
        brought = {world.from_file(row) for place, row in enumerate(rows) if place in in_files}
        await world.sync_to_the_end()
        is_whole(world)
        assert brought <= set(world.holding.rows)
        assert len(world.holding.rows) == len(rows)

    run(story)
