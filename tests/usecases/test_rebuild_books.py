"""Bringing published books up to date."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lib.domain.transactions import Action, Transaction
from lib.ports.books import BookSettings, Shelf
from lib.ports.failures import StaleError
from lib.usecases.rebuild_books import Outcome, rebuild_books
from lib.usecases.verify_books import Verdict, verify_books
from tests.ports.memory_books import MemoryBookStore
from tests.ports.rows import NOON, bought


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
        store.add(replace(bought("AAPL"), executed_at=NOON + timedelta(days=1)))

        await rebuild_books(store, "a1")

        assert len(store.shelf(Shelf.OPEN_LOTS)) == 2
        assert store.staged_rows == 2  # the second lot and its trade; the first are what they were

    async def test_takes_along_the_underlying_that_a_symbol_change_links(self) -> None:
        store = MemoryBookStore()
        store.add(bought("OLD"), *renamed("OLD", "NEW"))
        await rebuild_books(store, "a1")
        store.add(sold("NEW"))

        done = await rebuild_books(store, "a1")

        [closing] = store.shelf(Shelf.CLOSINGS).values()
        assert done.underlyings == 2
        assert (closing.cells["symbol"], closing.cells["gross"]) == ("NEW", "150")  # 650 - 500, carried at cost
        assert store.shelf(Shelf.OPEN_LOTS) == {}
        assert (await verify_books(store, "a1")).verdict is Verdict.EQUAL

    async def test_moves_books_to_another_underlying_with_their_row(self) -> None:
        store = MemoryBookStore()
        row = bought("AAPL")
        store.add(row)
        await rebuild_books(store, "a1")
        store.add(replace(row, symbol="F", underlying="F"))

        await rebuild_books(store, "a1")

        assert [lot.cells["underlying"] for lot in store.shelf(Shelf.OPEN_LOTS).values()] == ["F"]

    async def test_builds_everything_anew_with_other_settings(self) -> None:
        store = MemoryBookStore()
        store.add(bought("AAPL"), dearer("AAPL"), sold("AAPL"))
        await rebuild_books(store, "a1")
        store.settings = BookSettings(lifo_from=date(2024, 3, 1))

        done = await rebuild_books(store, "a1")

        assert (done.outcome, done.underlyings, store.built_with) == (Outcome.PUBLISHED, 1, "1|2024-03-01")
        assert (await rebuild_books(store, "a1")).outcome is Outcome.CURRENT

    async def test_builds_everything_anew_when_the_engine_was_another(self) -> None:
        store = MemoryBookStore()
        store.add(bought("AAPL"), bought("F"))
        await rebuild_books(store, "a1")
        store.built_with = "0|"

        done = await rebuild_books(store, "a1")

        assert (done.outcome, done.underlyings, done.changes) == (Outcome.PUBLISHED, 2, 0)
        assert store.built_with == "1|"

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


class TestVerifyBooks:
    async def test_names_what_is_missing_changed_or_too_much(self) -> None:
        store = MemoryBookStore()
        store.add(bought("AAPL"))
        await rebuild_books(store, "a1")
        [(lot_id, lot)] = store.shelf(Shelf.OPEN_LOTS).items()
        store.shelf(Shelf.OPEN_LOTS).update({lot_id: replace(lot, digest="x"), "ghost": replace(lot, id="ghost")})

        found = await verify_books(store, "a1")

        assert found.verdict is Verdict.DIFFERENT
        assert found.ids == {Shelf.OPEN_LOTS: tuple(sorted((lot_id, "ghost")))}

    async def test_names_the_sums_that_are_wrong_or_too_much(self) -> None:
        store = MemoryBookStore()
        store.add(bought("AAPL"), sold("AAPL"))
        await rebuild_books(store, "a1")
        store.other_sums = {"both|all|year|2024-01-01|||gross": "150.01|1", "both|all|year|2019-01-01|||gross": "1|1"}

        found = await verify_books(store, "a1")

        assert (found.verdict, found.ids) == (Verdict.DIFFERENT, {"period_sums": tuple(sorted(store.other_sums))})

    async def test_finds_nothing_to_compare_after_the_settings_changed(self) -> None:
        store = MemoryBookStore()
        store.add(bought("AAPL"))
        await rebuild_books(store, "a1")
        store.settings = BookSettings(lifo_from=date(2024, 3, 1))

        assert (await verify_books(store, "a1")).verdict is Verdict.BEHIND


class AlwaysOvertaken(MemoryBookStore):
    """Another rebuild begins whenever this one wants to publish."""

    async def publish(
        self, account_id: str, expected_version: int, build: int, rows_version: int, built_with: str
    ) -> None:
        overtake(self)
        await super().publish(account_id, expected_version, build, rows_version, built_with)


def overtake(store: MemoryBookStore) -> None:
    """Begin another build, as a second delivery of the message would."""
    store.building = 1_000


def renamed(old: str, new: str) -> list[Transaction]:
    """Return the two rows of a symbol change, a day after the purchase."""
    change = replace(bought(old), type="Receive Deliver", sub_type="Symbol Change", order_id=None, fees=Decimal(0))
    change = replace(change, executed_at=change.executed_at + timedelta(days=1))
    out = replace(change, id=bought(old).id, action=Action.SELL_TO_CLOSE, value=Decimal(500), net_value=Decimal(500))
    into = replace(change, id=bought(new).id, symbol=new, underlying=new, net_value=Decimal(-500))
    return [out, into]


def dearer(symbol: str) -> Transaction:
    """Return a purchase for 100 more, a day later."""
    return replace(
        bought(symbol), executed_at=NOON + timedelta(days=1), value=Decimal(-600), net_value=Decimal("-600.08")
    )


def sold(symbol: str) -> Transaction:
    """Return a sale for 150 more, two days after the purchase."""
    sale = replace(bought(symbol), sub_type="Sell to Close", action=Action.SELL_TO_CLOSE)
    later = sale.executed_at + timedelta(days=2)
    return replace(sale, executed_at=later, value=Decimal(650), net_value=Decimal("649.92"))
