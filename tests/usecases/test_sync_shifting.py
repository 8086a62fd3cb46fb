"""Pages that shift while they are read come right in the same sync."""

from datetime import date

import pytest

from lib.ports.broker import BrokerUnavailableError
from lib.usecases.sync_account import SyncOutcome
from tests.usecases.sync_broker import Change, ListedBroker, raw
from tests.usecases.sync_world import SyncWorld, a_world

ROWS = [raw(number, date(2024, 2, number)) for number in range(1, 8)]


def late(broker: ListedBroker) -> None:
    """Let a row come in before everything that was read: every later one moves on by one."""
    broker.rows.append(raw(99, date(2024, 1, 20)))


def gone(broker: ListedBroker) -> None:
    """Take the first row out: the first one of the next page moves to a page that was read."""
    broker.rows = [row for row in broker.rows if row["id"] != 1]


def swapped(broker: ListedBroker) -> None:
    """Take one out and let another come: the count stays what it was, and every page looks right."""
    gone(broker)
    broker.rows.append(raw(98, date(2024, 2, 28)))


async def world_that_changes(change: Change, call: int, *, per_page: int = 2) -> SyncWorld:
    world = await a_world(ROWS, per_page=per_page, opened=date(2024, 1, 10))
    world.broker.changes[call] = change
    return world


class TestShiftingPages:
    @pytest.mark.parametrize("call", [2, 3, 4])
    @pytest.mark.parametrize("change", [late, gone])
    async def test_of_a_first_sync_come_right_at_once(self, change: Change, call: int) -> None:
        world = await world_that_changes(change, call)

        assert await world.sync() is SyncOutcome.SYNCED

        assert world.told() == world.at_the_broker()

    @pytest.mark.parametrize("change", [late, gone])
    async def test_of_a_first_sync_come_right_when_it_was_cut_in_between(self, change: Change) -> None:
        world = await world_that_changes(change, 4)
        world.broker.failures[3] = BrokerUnavailableError("Down.")
        with pytest.raises(BrokerUnavailableError):
            await world.sync()

        assert await world.sync() is SyncOutcome.SYNCED

        assert world.told() == world.at_the_broker()

    async def test_that_no_count_can_tell_come_right_when_the_year_is_read_again(self) -> None:
        world = await world_that_changes(swapped, 2)
        await world.sync()

        await world.days_pass(1)

        assert world.told() == world.at_the_broker()

    async def test_are_left_for_the_next_time_when_they_never_stand_still(self) -> None:
        world = await a_world(ROWS, per_page=2, opened=date(2024, 1, 10))
        for call in range(2, 3000):
            world.broker.changes[call] = lambda broker: broker.rows.append(
                raw(200 + len(broker.rows), date(2024, 1, 9))
            )

        with pytest.raises(BrokerUnavailableError) as refused:
            await world.sync()

        assert (refused.value.code, refused.value.retry_after) == ("pages_shift", 60)
        assert world.world.syncs[world.account_id].loaded_until is None

    async def test_of_a_list_that_repeats_rows_are_taken_when_they_stay_the_same(self) -> None:
        world = await a_world([*ROWS, *ROWS[:3]], per_page=2, opened=date(2024, 1, 10))

        assert await world.sync() is SyncOutcome.SYNCED

        assert set(world.told()) == {str(number) for number in range(1, 8)}
        assert len(world.holding.rows) == 7
