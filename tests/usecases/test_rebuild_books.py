"""Bringing published books up to date."""

import pytest

from lib.ports.books import Shelf
from lib.ports.failures import StaleError
from lib.usecases.rebuild_books import Outcome, rebuild_books
from lib.usecases.verify_books import Verdict, verify_books
from tests.ports.memory_books import MemoryBookStore
from tests.ports.rows import bought


class TestRebuildBooks:
    async def test_publishes_what_the_rows_say(self) -> None:
        store = MemoryBookStore()
        store.add(bought("AAPL"))

        done = await rebuild_books(store, "a1")

        [lot] = store.shelf(Shelf.OPEN_LOTS).values()
        assert done.outcome is Outcome.PUBLISHED
        assert (lot.cells["quantity"], lot.cells["value"], lot.cells["fees"]) == ("100", "-500", "-0.08")

    async def test_builds_nothing_when_nothing_changed_but_settles_imports(self) -> None:
        store = MemoryBookStore()
        store.add(bought("AAPL"))
        await rebuild_books(store, "a1")

        again = await rebuild_books(store, "a1")

        assert (again.outcome, store.books_version, store.settled) == (Outcome.CURRENT, 1, 1)

    async def test_stages_only_the_rows_that_changed(self) -> None:
        store = MemoryBookStore()
        store.add(bought("AAPL"))
        await rebuild_books(store, "a1")
        store.staged_rows = 0
        store.add(bought("AAPL"))

        await rebuild_books(store, "a1")

        assert len(store.shelf(Shelf.OPEN_LOTS)) == 2
        assert store.staged_rows == 1  # the second lot; the first is what it was

    async def test_looks_again_when_somebody_was_faster(self) -> None:
        store = MemoryBookStore()
        store.add(bought("AAPL"))
        store.before_publish = lambda: overtake(store)

        done = await rebuild_books(store, "a1", first_pause=0)

        assert done.outcome is Outcome.PUBLISHED
        assert (await verify_books(store, "a1")).verdict is Verdict.EQUAL

    async def test_gives_the_message_back_when_it_is_overtaken_time_after_time(self) -> None:
        store = AlwaysOvertaken()
        store.add(bought("AAPL"))

        with pytest.raises(StaleError):
            await rebuild_books(store, "a1", first_pause=0)

    async def test_of_an_account_that_is_gone_is_fine(self) -> None:
        assert (await rebuild_books(MemoryBookStore(), "another")).outcome is Outcome.GONE


class AlwaysOvertaken(MemoryBookStore):
    """Another rebuild begins whenever this one wants to publish."""

    async def publish(self, account_id: str, expected_version: int, build: int, rows_version: int) -> None:
        overtake(self)
        await super().publish(account_id, expected_version, build, rows_version)


def overtake(store: MemoryBookStore) -> None:
    """Begin another build, as a second delivery of the message would."""
    store.building = 1_000
