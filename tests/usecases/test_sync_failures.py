"""What a sync makes of refusals and outages."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from unittest.mock import patch

import pytest

from lib.ports.broker import AccessRevokedError, BrokerRefusedError, BrokerUnavailableError
from lib.ports.connections import ConnectionState
from lib.ports.failures import UnavailableError
from lib.usecases.sync_account import SyncOutcome, sync_account
from lib.usecases.sync_failures import Delivery, pause
from tests.ports.memory_sync import MemorySyncStore
from tests.usecases.sync_broker import ListedBroker, raw, yearly
from tests.usecases.sync_world import CONNECTION, NOW, Sent, a_world, loaded

BOOKS = "/api/jobs/books/rebuild"


class TestFailures:
    async def test_of_the_broker_are_kept_for_the_user_and_raised_for_the_queue(self) -> None:
        world = await loaded([])
        world.broker.failures[1] = BrokerUnavailableError("Down.", retry_after=70)

        with pytest.raises(BrokerUnavailableError) as refused:
            await world.sync()

        failure = world.world.syncs[world.account_id].failure
        assert refused.value.retry_after == 70
        assert failure is not None
        assert (failure.code, failure.message) == ("broker_unavailable", "Down.")

    @pytest.mark.parametrize(
        ("asked", "retried", "chance", "seconds"),
        [
            (None, 0, 0.0, 30),
            (None, 1, 0.0, 120),
            (None, 2, 0.0, 480),
            (None, 3, 0.0, 900),
            (None, 9, 1.0, 1350),
            (None, 0, 0.5, 38),  # 30 and a quarter, rounded
            (17, 0, 0.0, 30),
            (700, 1, 0.0, 700),
            (3600, 0, 1.0, 5400),
        ],
    )
    def test_come_again_later_and_later_never_together_and_not_before_they_may(
        self, asked: int | None, retried: int, chance: float, seconds: int
    ) -> None:
        assert pause(asked, retried, chance) == seconds

    async def test_say_when_the_message_is_to_come_again(self) -> None:
        world = await loaded([])
        world.broker.failures[1] = BrokerUnavailableError("Down.")

        with pytest.raises(BrokerUnavailableError) as refused:
            await world.sync(retried=2)

        assert refused.value.retry_after == 480

    async def test_that_will_stay_are_kept_and_not_tried_again_at_once(self) -> None:
        world = await loaded([])
        world.broker.failures[1] = BrokerRefusedError("Closed.")

        assert await world.sync() is SyncOutcome.REFUSED
        failure = world.world.syncs[world.account_id].failure
        assert failure is not None
        assert failure.code == "broker_refused"

    async def test_are_forgotten_by_the_next_sync_that_goes_well(self) -> None:
        world = await loaded([])
        world.broker.failures[1] = BrokerUnavailableError("Down.")
        with pytest.raises(BrokerUnavailableError):
            await world.sync()

        await world.sync()

        assert world.world.syncs[world.account_id].failure is None

    @pytest.mark.parametrize("part", ["orders", "snapshots", "positions", "balances"])
    async def test_to_tell_something_beside_the_rows_do_not_stop_the_rows(self, part: str) -> None:
        world = await a_world([raw(1, date(2024, 6, 1))])
        world.broker.refused = {part}

        assert await world.sync() is SyncOutcome.SYNCED
        assert set(world.told()) == {"1"}

    async def test_of_the_streamer_leave_positions_without_greeks(self) -> None:
        world = await loaded([])
        world.holding.reread = (NOW.date(), 2022)
        world.broker.failures[6] = BrokerUnavailableError("No stream.")

        assert await world.sync() is SyncOutcome.SYNCED
        assert world.holding.state is not None
        assert world.holding.state.greeks == ()

    async def test_to_ask_for_the_books_leave_the_run_to_ask_again(self) -> None:
        world = await a_world([raw(1, date(2024, 6, 1))])

        sent, world.messages = world.messages, NoQueue()
        with pytest.raises(UnavailableError):
            await world.sync()
        world.messages = sent

        await world.sync()

        assert len(world.messages.to(BOOKS)) == 1

    async def test_to_find_the_account_end_the_matter(self) -> None:
        world = await a_world([])
        world.world.stop(world.account_id)

        assert await world.sync() is SyncOutcome.GONE

    async def test_to_find_it_half_way_end_the_matter_as_well(self) -> None:
        world = await a_world(yearly([2022, 2023]), per_page=2)
        world.broker.changes[2] = lambda _: world.world.stop(world.account_id)

        assert await world.sync() is SyncOutcome.GONE


class TestRefusedGrants:
    async def test_end_the_link_at_the_third_refusal_in_a_row(self) -> None:
        world = await a_world([])
        world.broker = Refusing()
        for _ in range(2):
            with pytest.raises(BrokerUnavailableError) as refused:
                await world.sync()
            assert refused.value.retry_after == 600
            world.world.now += timedelta(minutes=10)

        assert await world.sync() is SyncOutcome.REVOKED
        assert world.world.links[CONNECTION].state is ConnectionState.RECONNECT_NEEDED
        assert world.messages.to("/api/jobs/sync/reconnect") == [{"user_id": "u1"}]

    async def test_do_not_count_when_they_follow_at_once(self) -> None:
        world = await a_world([])
        world.broker = Refusing()

        for _ in range(5):
            with pytest.raises(BrokerUnavailableError):
                await world.sync()

        assert world.world.links[CONNECTION].state is ConnectionState.LINKED

    async def test_are_forgotten_when_the_broker_lets_us_in(self) -> None:
        world = await a_world([])
        open_again, world.broker = world.broker, Refusing()
        for _ in range(2):
            with pytest.raises(BrokerUnavailableError):
                await world.sync()
            world.world.now += timedelta(minutes=10)
        closed, world.broker = world.broker, open_again
        await world.sync()
        world.broker = closed
        world.world.now += timedelta(minutes=10)

        with pytest.raises(BrokerUnavailableError):
            await world.sync()

        assert world.world.links[CONNECTION].state is ConnectionState.LINKED

    async def test_tell_the_user_once_whatever_comes_after(self) -> None:
        world = await a_world([])
        world.broker = Refusing()
        for _ in range(6):
            with suppress(BrokerUnavailableError):
                await world.sync()
            world.world.now += timedelta(minutes=10)

        assert len(world.messages.to("/api/jobs/sync/reconnect")) == 1

    async def test_tell_the_user_even_if_the_call_dies_before_the_link_is_marked(self) -> None:
        world = await a_world([])
        world.broker = Refusing()
        for _ in range(2):
            with suppress(BrokerUnavailableError):
                await world.sync()
            world.world.now += timedelta(minutes=10)

        with patch.object(MemorySyncStore, "revoke", side_effect=Killed), pytest.raises(Killed):
            await world.sync()
        told = len(world.messages.to("/api/jobs/sync/reconnect"))
        await world.sync()

        assert told == 1
        assert world.world.links[CONNECTION].state is ConnectionState.RECONNECT_NEEDED

    async def test_tell_the_user_even_if_the_call_dies_before_the_message_is_out(self) -> None:
        world = await a_world([])
        world.broker = Refusing()
        for _ in range(2):
            with suppress(BrokerUnavailableError):
                await world.sync()
            world.world.now += timedelta(minutes=10)

        with patch.object(Sent, "publish", side_effect=Killed), pytest.raises(Killed):
            await world.sync()
        await world.sync()

        assert len(world.messages.to("/api/jobs/sync/reconnect")) == 1


class Killed(BaseException):
    """The end of a process, which nothing catches."""


class NoQueue(Sent):
    """A queue that is away."""

    async def publish(self, path: str, body: Mapping[str, str], *, deduplication_id: str | None = None) -> None:
        raise UnavailableError(f"No queue for {path}, {body}, {deduplication_id}.")


class Refusing(ListedBroker):
    """A broker that lets nobody in."""

    async def __call__(self, grant: object) -> ListedBroker:
        raise AccessRevokedError(f"No {grant}.")


class TestLocks:
    async def test_keep_a_second_message_from_doing_the_same_at_once(self) -> None:
        world = await a_world([])

        class Held:
            async def take(self, name: str, owner: str, seconds: int) -> bool:
                return not (name and owner and seconds)

            async def release(self, name: str, owner: str) -> None:
                raise AssertionError((name, owner))

        assert (
            await sync_account(world.ports(locks=Held()), world.account_id, Delivery(message_id="m2"))
            is SyncOutcome.BUSY
        )
        assert world.broker.calls == []
