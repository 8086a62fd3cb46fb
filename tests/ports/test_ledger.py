"""What every ledger must do, the one in memory that use cases are tested with and the real one alike."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import pytest

from lib.domain.transactions import Action, InstrumentType, Transaction
from lib.gateways.supabase.ledger_accounts import SupabaseAccounts
from lib.gateways.supabase.ledger_imports import SupabaseImports
from lib.gateways.supabase.ledger_rows import SupabaseRowStore
from lib.gateways.supabase.rest import Rest
from lib.ports.failures import ConflictError, NotFoundError
from lib.ports.ledger import Account, Accounts, Import, Imports, ImportState, NewRow, Refusal, RowStore
from tests.local_stack import new_user
from tests.ports.memory_ledger import MemoryAccounts, MemoryImports, MemoryRowStore, World

if TYPE_CHECKING:
    from dev.stack import Stack


@dataclass
class Ledger:
    """One user's ports."""

    accounts: Accounts
    imports: Imports
    rows: RowStore


@pytest.fixture(params=["memory", "supabase"])
async def ledger(request: pytest.FixtureRequest) -> AsyncIterator[Ledger]:
    if request.param == "memory":
        world = World()
        yield Ledger(MemoryAccounts(world), MemoryImports(world), MemoryRowStore(world))
        return
    stack: Stack = request.getfixturevalue("stack")
    user = new_user(stack)
    async with httpx.AsyncClient() as http:
        rest = Rest(http, stack.supabase_url, stack.publishable_key, user.access_token)
        yield Ledger(SupabaseAccounts(rest), SupabaseImports(rest), SupabaseRowStore(rest))


@pytest.fixture
async def account(ledger: Ledger) -> Account:
    return await ledger.accounts.add_account("Margin", None, None)


@pytest.fixture
async def started(ledger: Ledger, account: Account) -> Import:
    return await ledger.imports.start_import(an_import(account))


class TestAccounts:
    async def test_come_back_oldest_first(self, ledger: Ledger) -> None:
        await ledger.accounts.add_account("Margin", "5WT00001", "America/New_York")
        await ledger.accounts.add_account("IRA", None, None)

        found = await ledger.accounts.accounts()

        assert [(one.name, one.account_number, one.time_zone, one.rows_version) for one in found] == [
            ("Margin", "5WT00001", "America/New_York", 0),
            ("IRA", None, None, 0),
        ]

    async def test_refuse_a_name_in_use_however_it_is_written(self, ledger: Ledger, account: Account) -> None:
        assert account.name == "Margin"

        with pytest.raises(ConflictError) as refused:
            await ledger.accounts.add_account("MARGIN", None, None)

        assert refused.value.code == "account_name_taken"

    async def test_refuse_a_number_in_use(self, ledger: Ledger, account: Account) -> None:
        await ledger.accounts.add_account("IRA", "5WT00001", None)

        with pytest.raises(ConflictError) as refused:
            await ledger.accounts.change_account(account.id, {"account_number": "5WT00001"})

        assert refused.value.code == "account_number_taken"

    async def test_change_only_what_is_named(self, ledger: Ledger, account: Account) -> None:
        await ledger.accounts.change_account(account.id, {"time_zone": "Europe/Berlin"})

        changed = await ledger.accounts.change_account(account.id, {"name": "Main"})

        assert (changed.name, changed.time_zone) == ("Main", "Europe/Berlin")

    async def test_are_gone_once_deleted(self, ledger: Ledger, account: Account) -> None:
        await ledger.accounts.delete_account(account.id)

        with pytest.raises(NotFoundError):
            await ledger.accounts.account(account.id)
        with pytest.raises(NotFoundError):
            await ledger.accounts.delete_account(account.id)

    async def test_cover_what_finished_imports_span(self, ledger: Ledger, account: Account, started: Import) -> None:
        await ledger.rows.store_rows(account.id, started.id, [row()])
        first, last = datetime(2024, 1, 2, 15, tzinfo=UTC), datetime(2024, 6, 28, 20, tzinfo=UTC)
        await ledger.imports.change_import(replace(started, state=ImportState.STORED, first_at=first, last_at=last))

        coverage = await ledger.accounts.coverage(account.id)

        assert (coverage.rows, coverage.first_at) == (1, row().transaction.executed_at)
        assert [(span.first_at, span.last_at) for span in coverage.spans] == [(first, last)]


class TestImports:
    async def test_keep_how_far_they_came_and_why_they_stopped(self, ledger: Ledger, started: Import) -> None:
        reason = Refusal(code="row_cut_short", message="Row 3 ends too early.", line=3, column="Value")
        failed = replace(started, state=ImportState.FAILED, layout="D", rows_read=7, rows_stored=5, error=reason)

        await ledger.imports.change_import(failed)

        found = await ledger.imports.import_of(started.id)
        assert found is not None
        assert (found.state, found.layout, found.rows_read, found.rows_stored) == (ImportState.FAILED, "D", 7, 5)
        assert found.error == reason

    async def test_are_listed_newest_first(self, ledger: Ledger, account: Account) -> None:
        older = await ledger.imports.start_import(an_import(account))
        newer = await ledger.imports.start_import(an_import(account))

        assert [one.id for one in await ledger.imports.imports(account.id)] == [newer.id, older.id]

    async def test_refuse_an_id_in_use(self, ledger: Ledger, account: Account, started: Import) -> None:
        with pytest.raises(ConflictError):
            await ledger.imports.start_import(replace(an_import(account), id=started.id))

    async def test_need_an_account_of_the_users(self, ledger: Ledger, account: Account) -> None:
        with pytest.raises(NotFoundError):
            await ledger.imports.start_import(replace(an_import(account), account_id=str(uuid4())))

    async def test_that_do_not_exist_are_none(self, ledger: Ledger) -> None:
        assert await ledger.imports.import_of(str(uuid4())) is None


class TestRowStore:
    async def test_adds_a_row_once(self, ledger: Ledger, account: Account, started: Import) -> None:
        first = await ledger.rows.store_rows(account.id, started.id, [row(), row(nth=1)])
        second = await ledger.rows.store_rows(account.id, started.id, [row(), row(nth=1)])

        assert (first.new, first.completed, first.known, first.rows_version) == (2, 0, 0, 1)
        assert (second.new, second.completed, second.known, second.rows_version) == (0, 0, 2, 1)

    async def test_completes_a_poorer_row_in_place(self, ledger: Ledger, account: Account, started: Import) -> None:
        poor = row(richness=10)
        await ledger.rows.store_rows(account.id, started.id, [poor])

        done = await ledger.rows.store_rows(account.id, started.id, [row(richness=40, sub_type="Buy to Open")])

        [known] = await ledger.rows.known_rows(account.id, [poor.identity])
        assert (done.new, done.completed, done.rows_version) == (0, 1, 2)
        assert (known.id, known.richness, known.sub_type) == (poor.transaction.id, 40, "Buy to Open")

    async def test_leaves_a_richer_row_alone(self, ledger: Ledger, account: Account, started: Import) -> None:
        await ledger.rows.store_rows(account.id, started.id, [row(richness=40)])

        done = await ledger.rows.store_rows(account.id, started.id, [row(richness=10)])

        [known] = await ledger.rows.known_rows(account.id, [row().identity])
        assert (done.known, known.richness, done.rows_version) == (1, 40, 1)

    async def test_says_in_the_import_which_version_its_rows_are_in(
        self, ledger: Ledger, account: Account, started: Import
    ) -> None:
        await ledger.rows.store_rows(account.id, started.id, [row()])
        await ledger.rows.store_rows(account.id, started.id, [])

        found = await ledger.imports.import_of(started.id)

        assert found is not None
        assert found.rows_version == 1
        assert (await ledger.accounts.account(account.id)).rows_version == 1

    async def test_remembers_what_a_file_called_the_account(
        self, ledger: Ledger, account: Account, started: Import
    ) -> None:
        assert await ledger.rows.account_reference(account.id) is None
        named = replace(row(richness=10), account_reference="Individual...39")
        await ledger.rows.store_rows(account.id, started.id, [named])
        await ledger.rows.store_rows(account.id, started.id, [row(richness=40)])  # richer, and without the name

        assert await ledger.rows.account_reference(account.id) == "Individual...39"

    async def test_knows_only_what_is_asked_for(self, ledger: Ledger, account: Account, started: Import) -> None:
        await ledger.rows.store_rows(account.id, started.id, [row(), row(identity="other")])

        known = await ledger.rows.known_rows(account.id, ["other", "absent"])

        assert [(one.identity, one.nth, one.action) for one in known] == [("other", 0, "Buy to Open")]


def an_import(account: Account) -> Import:
    return Import(id=str(uuid4()), account_id=account.id, file_name="history.csv", state=ImportState.RECEIVED)


def row(*, identity: str = "same", nth: int = 0, richness: int = 40, sub_type: str | None = None) -> NewRow:
    return NewRow(
        transaction=Transaction(
            id=str(uuid4()),
            executed_at=datetime(2024, 3, 1, 15, 30, tzinfo=UTC),
            type="Trade",
            sub_type=sub_type,
            action=Action.BUY_TO_OPEN,
            symbol="AAPL",
            underlying="AAPL",
            instrument_type=InstrumentType.EQUITY,
            description="Bought 100 AAPL @ 5.00",
            quantity=Decimal(100),
            price=Decimal("5.00"),
            value=Decimal("-500.00"),
            commission=Decimal(0),
            fees=Decimal("-0.08"),
            net_value=Decimal("-500.08"),
        ),
        identity=identity,
        nth=nth,
        layout="D",
        richness=richness,
        root_symbol=None,
        account_reference=None,
        raw={"Symbol": "AAPL"},
    )
