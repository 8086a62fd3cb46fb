"""Who is read when the clock rings."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from lib.ports.failures import UnavailableError
from lib.ports.messages import Message
from lib.usecases.sync_fan_out import fan_out
from tests.usecases.sync_world import Sent, a_world

NOON = datetime(2024, 6, 3, 12, 2, tzinfo=UTC)
SLOT = str(int(NOON.timestamp()) // 300)


class DueAccounts:
    """The part of the store that a fan-out uses, with many accounts."""

    def __init__(self, count: int) -> None:
        self.due_ids = [f"{number:05}" for number in range(count)]
        self.asked: list[str | None] = []

    async def due(self, before: datetime, after: str | None, limit: int) -> Sequence[str]:
        assert before == NOON
        self.asked.append(after)
        return [each for each in self.due_ids if after is None or each > after][:limit]

    async def queued(self, account_ids: Sequence[str]) -> None:
        self.due_ids = [each for each in self.due_ids if each not in set(account_ids)]


class Queue(Sent):
    """A queue that counts its calls."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[Sequence[Message]] = []

    async def publish_all(self, messages: Sequence[Message]) -> None:
        self.batches.append(messages)


class TestFanOut:
    async def test_asks_for_every_account_that_is_due_in_batches_of_a_hundred(self) -> None:
        store, queue = DueAccounts(250), Queue()

        done = await fan_out(store, queue, queue, now=NOON, after=None, slot=None)

        assert (done.due, done.after) == (250, None)
        assert [len(batch) for batch in queue.batches] == [100, 100, 50]
        assert queue.batches[0][0] == Message(
            path="/api/jobs/sync/account", body={"account_id": "00000"}, deduplication_id=f"00000-{SLOT}"
        )
        assert queue.published == []

    async def test_ends_a_full_page_with_a_message_for_the_next_in_the_same_slot(self) -> None:
        store, queue = DueAccounts(700), Queue()

        first = await fan_out(store, queue, queue, now=NOON, after=None, slot=None)
        [(path, body, once)] = queue.published
        second = await fan_out(store, queue, queue, now=NOON, after=body["after"], slot=body["slot"])

        assert (path, body) == ("/api/jobs/sync/fan-out", {"after": "00499", "slot": SLOT})
        assert once == f"fan-out-{SLOT}-00499"
        assert (first.due, second.due, second.after) == (500, 200, None)
        assert sum(len(batch) for batch in queue.batches) == 700

    async def test_does_not_ask_again_for_accounts_that_wait_in_the_queue(self) -> None:
        store, queue = DueAccounts(100), Queue()
        await fan_out(store, queue, queue, now=NOON, after=None, slot=None)

        again = await fan_out(store, queue, queue, now=NOON, after=None, slot=None)

        assert again.due == 0
        assert len(queue.batches) == 1

    async def test_leaves_accounts_due_whose_message_was_not_taken(self) -> None:
        store = DueAccounts(100)

        class Closed(Queue):
            async def publish_all(self, messages: Sequence[Message]) -> None:
                raise UnavailableError(f"No queue for {len(messages)}.")

        queue = Closed()
        with pytest.raises(UnavailableError):
            await fan_out(store, queue, queue, now=NOON, after=None, slot=None)

        assert len(store.due_ids) == 100

    async def test_takes_a_linked_account_at_once_and_then_when_it_is_due_again(self) -> None:
        world, queue = await a_world([]), Queue()
        at = world.world.now

        first = await fan_out(world.store, queue, queue, now=at, after=None, slot=None)
        await world.sync_to_the_end()
        soon = await fan_out(world.store, queue, queue, now=at + timedelta(minutes=5), after=None, slot=None)
        tomorrow = await fan_out(world.store, queue, queue, now=at + timedelta(days=1), after=None, slot=None)

        assert (first.due, soon.due, tomorrow.due) == (1, 0, 1)
