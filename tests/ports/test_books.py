"""What every book store must do, the one in memory that use cases are tested with and the real one alike."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import pytest

from lib.domain.transactions import Transaction
from lib.gateways.supabase.ledger_accounts import SupabaseAccounts
from lib.gateways.supabase.ledger_imports import SupabaseImports
from lib.gateways.supabase.ledger_rows import SupabaseRowStore
from lib.gateways.supabase.rest import Rest
from lib.gateways.supabase.service_tables import SupabaseBookStore
from lib.ports.books import BookSettings, BookStore, Cell, Changes, DerivedRow, Shelf
from lib.ports.failures import NotFoundError, StaleError
from lib.ports.ledger import Import, ImportState, NewRow
from lib.usecases.derive_books import derive_books
from tests.local_stack import new_user
from tests.ports.memory_books import MemoryBookStore
from tests.ports.rows import NOON, an_option, assigned_call, bought, paid_interest

if TYPE_CHECKING:
    from dev.stack import Stack


@dataclass
class Books:
    """A book store, an account in it, and a way to add rows to that account."""

    store: BookStore
    account_id: str
    add: Callable[..., Awaitable[None]]


@pytest.fixture(params=["memory", "supabase"])
async def books(request: pytest.FixtureRequest) -> AsyncIterator[Books]:
    if request.param == "memory":
        memory = MemoryBookStore()

        async def add_to_memory(*rows: Transaction) -> None:
            memory.add(*rows)

        yield Books(memory, memory.account_id, add_to_memory)
        return
    stack: Stack = request.getfixturevalue("stack")
    user = new_user(stack)
    async with httpx.AsyncClient() as http:
        service = SupabaseBookStore(Rest(http, stack.supabase_url, stack.secret_key))
        rest = Rest(http, stack.supabase_url, stack.publishable_key, user.access_token)
        account = await SupabaseAccounts(rest).add_account("Margin", None, None)
        record = Import(id=str(uuid4()), account_id=account.id, file_name="h.csv", state=ImportState.RECEIVED)
        await SupabaseImports(rest).start_import(record)

        richness = itertools.count(1)

        async def add_as_user(*rows: Transaction) -> None:
            told = next(richness)
            await SupabaseRowStore(rest).store_rows(account.id, record.id, [new_row(row, told) for row in rows])

        yield Books(service, account.id, add_as_user)


class TestInputs:
    async def test_name_what_changed_since_the_last_publication(self, books: Books) -> None:
        await books.add(bought("AAPL"), paid_interest())

        inputs = await books.store.inputs(books.account_id)

        assert (inputs.rows_version, inputs.built_rows_version) == (1, 0)
        assert inputs.touched == {"AAPL", ""}
        assert not inputs.are_current("1|")

    async def test_are_current_once_published(self, books: Books) -> None:
        await books.add(bought("AAPL"))
        await publish(books, {Shelf.CLOSINGS: []})

        inputs = await books.store.inputs(books.account_id)

        assert inputs.are_current("1|")
        assert not inputs.are_current("2|")

    async def test_name_the_underlying_under_which_books_of_a_changed_row_stand(self, books: Books) -> None:
        row = bought("AAPL")
        await books.add(row)
        await publish(books, {Shelf.OPEN_LOTS: [open_lot("x", "one", opening_id=row.id)]})
        await books.add(replace(row, symbol="F", underlying="F"))

        inputs = await books.store.inputs(books.account_id)

        assert inputs.touched == {"AAPL", "F"}

    async def test_are_not_found_for_an_account_that_is_gone(self, books: Books) -> None:
        with pytest.raises(NotFoundError):
            await books.store.inputs(str(uuid4()))


class TestRows:
    async def test_come_back_as_they_were_stored(self, books: Books) -> None:
        option = an_option()
        await books.add(option)

        assert list(await books.store.rows(books.account_id, None)) == [option]

    async def test_are_narrowed_to_underlyings_with_nothing_for_rows_without_one(self, books: Books) -> None:
        await books.add(bought("AAPL"), bought("F"), paid_interest())

        found = await books.store.rows(books.account_id, ["", "F"])

        assert {row.underlying for row in found} == {None, "F"}


class TestPublication:
    async def test_shows_nothing_before_the_last_step(self, books: Books) -> None:
        await books.add(bought("AAPL"))
        build = await books.store.begin(books.account_id, 0)
        await books.store.stage(books.account_id, build, Changes(born={Shelf.OPEN_LOTS: [open_lot("x", "one")]}))

        assert (await books.store.digests(books.account_id, None))[Shelf.OPEN_LOTS] == {}
        await books.store.publish(books.account_id, 0, build, 1, "1|")
        assert (await books.store.digests(books.account_id, None))[Shelf.OPEN_LOTS] == {"x": "one"}

    async def test_replaces_a_changed_row_and_drops_a_dead_one(self, books: Books) -> None:
        await books.add(bought("AAPL"))
        await publish(books, {Shelf.OPEN_LOTS: [open_lot("x", "one"), open_lot("y", "one"), open_lot("z", "one")]})

        await publish(books, {Shelf.OPEN_LOTS: [open_lot("x", "two")]}, died={Shelf.OPEN_LOTS: ["x", "y"]})

        assert (await books.store.digests(books.account_id, None))[Shelf.OPEN_LOTS] == {"x": "two", "z": "one"}

    async def test_compares_only_the_underlyings_asked_for(self, books: Books) -> None:
        await books.add(bought("AAPL"))
        await publish(books, {Shelf.OPEN_LOTS: [open_lot("x", "one"), open_lot("y", "one", underlying="F")]})

        assert (await books.store.digests(books.account_id, ["F"]))[Shelf.OPEN_LOTS] == {"y": "one"}

    async def test_refuses_a_build_on_top_of_replaced_books(self, books: Books) -> None:
        await books.add(bought("AAPL"))
        await publish(books, {Shelf.OPEN_LOTS: [open_lot("x", "one")]})

        with pytest.raises(StaleError):
            await books.store.begin(books.account_id, 0)

    async def test_refuses_whoever_was_overtaken(self, books: Books) -> None:
        await books.add(bought("AAPL"))
        slow = await books.store.begin(books.account_id, 0)
        await books.store.begin(books.account_id, 0)

        with pytest.raises(StaleError):
            await books.store.stage(books.account_id, slow, Changes(born={Shelf.OPEN_LOTS: [open_lot("x", "one")]}))
        with pytest.raises(StaleError):
            await books.store.publish(books.account_id, 0, slow, 1, "1|")

    async def test_forgets_what_an_unfinished_build_left(self, books: Books) -> None:
        await books.add(bought("AAPL"))
        unfinished = await books.store.begin(books.account_id, 0)
        await books.store.stage(books.account_id, unfinished, Changes(born={Shelf.OPEN_LOTS: [open_lot("x", "old")]}))

        await publish(books, {Shelf.OPEN_LOTS: [open_lot("y", "new")]})

        assert (await books.store.digests(books.account_id, None))[Shelf.OPEN_LOTS] == {"y": "new"}

    async def test_takes_every_kind_of_line_that_is_derived(self, books: Books) -> None:
        strange = replace(paid_interest(), sub_type="Mystery", description="?")
        rows = [*assigned_call(), bought("F"), paid_interest(), strange]
        await books.add(*rows)
        derived = derive_books(rows, BookSettings())

        await publish(books, {shelf: list(lines.values()) for shelf, lines in derived.items()})

        assert all(derived[shelf] for shelf in Shelf)
        assert await books.store.digests(books.account_id, None) == {
            shelf: {line.id: line.digest for line in lines.values()} for shelf, lines in derived.items()
        }

    async def test_purges_what_no_longer_shows(self, books: Books) -> None:
        await books.add(bought("AAPL"))
        await publish(books, {Shelf.OPEN_LOTS: [open_lot("x", "one")]})
        await publish(books, {}, died={Shelf.OPEN_LOTS: ["x"]})

        await books.store.purge(books.account_id)

        assert (await books.store.digests(books.account_id, None))[Shelf.OPEN_LOTS] == {}


async def publish(
    books: Books, born: dict[Shelf, list[DerivedRow]], *, died: dict[Shelf, list[str]] | None = None
) -> None:
    inputs = await books.store.inputs(books.account_id)
    build = await books.store.begin(books.account_id, inputs.books_version)
    await books.store.stage(books.account_id, build, Changes(born=born, died=died or {}))
    await books.store.publish(books.account_id, inputs.books_version, build, inputs.rows_version, "1|")


def open_lot(lot_id: str, digest: str, *, underlying: str = "AAPL", opening_id: str | None = None) -> DerivedRow:
    cells: dict[str, Cell] = {
        "symbol": underlying,
        "underlying": underlying,
        "instrument_type": "Equity",
        "opening_id": opening_id or str(uuid4()),
        "quantity": "100",
        "value": "-500",
        "fees": "-0.08",
        "opened_at": NOON.isoformat(),
        "basis_source": None,
        "view": "both",
        "trade_id": "t",
        "expires_on": None,
        "multiplier": None,
    }
    return DerivedRow(id=lot_id, digest=digest, cells=cells)


def new_row(row: Transaction, richness: int) -> NewRow:
    """Return a row that completes an earlier one with the same id where its richness is greater."""
    return NewRow(
        transaction=row,
        identity=row.id,
        nth=0,
        layout="D",
        richness=richness,
        root_symbol=None,
        account_reference=None,
        raw={},
    )
