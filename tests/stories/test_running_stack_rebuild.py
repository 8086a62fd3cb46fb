"""Books are rebuilt while others read and write: what is published is right, whatever goes wrong in between."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest

from dev.stack import Stack
from lib.gateways.supabase.ledger_accounts import SupabaseAccounts
from lib.gateways.supabase.ledger_figures import SupabaseFigures
from lib.gateways.supabase.ledger_imports import SupabaseImports
from lib.gateways.supabase.ledger_rows import SupabaseRowStore
from lib.gateways.supabase.rest import Rest
from lib.gateways.supabase.service_tables import SupabaseBookStore
from lib.ports.figures import Scope
from lib.ports.ledger import Import
from lib.usecases.import_history import ImportPorts, Upload, import_history
from lib.usecases.rebuild_books import Outcome, rebuild_books
from lib.usecases.verify_books import Verdict, verify_books
from lib.wiring.histories import read_upload
from tests.api.histories import history, stock
from tests.api.people import run_sql
from tests.local_stack import User
from tests.ports.memory_ledger import MemoryMessages

BOUGHT = stock("2024-01-03", "Buy to Open", 100, "5.00")
SOLD = stock("2024-01-04", "Sell to Close", 100, "6.50")  # +150
OTHERS = [
    stock("2024-01-05", "Buy to Open", 10, "1.00", symbol="F"),
    stock("2024-01-08", "Sell to Close", 10, "3.00", symbol="F"),  # +20
]


class DiedBeforePublishingError(Exception):
    """The machine went away."""


class DyingBookStore(SupabaseBookStore):
    """Stages everything and is gone before it publishes."""

    async def publish(
        self, account_id: str, expected_version: int, build: int, rows_version: int, built_with: str
    ) -> None:
        raise DiedBeforePublishingError(account_id, expected_version, build, rows_version, built_with)


class CountingBookStore(SupabaseBookStore):
    """Counts the calls that build."""

    builds = 0

    async def begin(self, account_id: str, expected_version: int) -> int:
        self.builds += 1
        return await super().begin(account_id, expected_version)


@dataclass
class Desk:
    """A user with an account whose messages go nowhere, and the service that rebuilds when it is told to."""

    user: Rest
    service: Rest
    account: str

    async def store(self, *rows: str) -> Import:
        ports = ImportPorts(
            accounts=SupabaseAccounts(self.user),
            imports=SupabaseImports(self.user),
            rows=SupabaseRowStore(self.user),
            read=read_upload,
            messages=MemoryMessages(),
        )
        upload = Upload(import_id=str(uuid4()), account_id=self.account, file_name="h.csv", data=history(*rows))
        return await import_history(ports, upload)

    async def gross(self) -> str:
        return (await SupabaseFigures(self.user).summary(Scope(account=self.account))).gross

    async def state_of(self, stored: Import) -> str:
        found = await SupabaseImports(self.user).import_of(stored.id)
        assert found is not None
        return found.state


@pytest.fixture
async def desk(stack: Stack, person: User) -> AsyncIterator[Desk]:
    async with httpx.AsyncClient() as http:
        user = Rest(http, stack.supabase_url, stack.publishable_key, person.access_token)
        account = await SupabaseAccounts(user).add_account("Margin", None, None)
        yield Desk(user, Rest(http, stack.supabase_url, stack.secret_key), account.id)


class TestRebuild:
    async def test_twice_builds_once(self, desk: Desk) -> None:
        stored = await desk.store(BOUGHT, SOLD)
        store = CountingBookStore(desk.service)

        first = await rebuild_books(store, desk.account)
        second = await rebuild_books(store, desk.account)

        assert (first.outcome, second.outcome, store.builds) == (Outcome.PUBLISHED, Outcome.CURRENT, 1)
        assert (await desk.gross(), await desk.state_of(stored)) == ("150", "published")

    async def test_writes_only_what_the_new_rows_touch(self, desk: Desk) -> None:
        await desk.store(BOUGHT, SOLD)
        await rebuild_books(SupabaseBookStore(desk.service), desk.account)
        await desk.store(*OTHERS)

        done = await rebuild_books(SupabaseBookStore(desk.service), desk.account)

        assert done.underlyings == 1
        # F's closing and its trade; on its closing day gross, fees_open, fees_close, and what is taxed
        assert done.changes == 2 + 4
        assert await desk.gross() == "170"

    async def test_step_by_step_ends_where_a_full_one_does(self, desk: Desk) -> None:
        store = SupabaseBookStore(desk.service)
        for rows in ([BOUGHT], [SOLD, *OTHERS], [BOUGHT, BOUGHT], [OTHERS[0]]):
            await desk.store(*rows)
            await rebuild_books(store, desk.account)

        found = await verify_books(store, desk.account)

        assert (found.verdict, found.ids) == (Verdict.EQUAL, {})

    async def test_by_two_at_once_ends_in_one_correct_publication(self, desk: Desk) -> None:
        await desk.store(BOUGHT, SOLD)
        stores = [SupabaseBookStore(desk.service) for _ in range(3)]

        await asyncio.gather(*(rebuild_books(store, desk.account, first_pause=0.05) for store in stores))

        assert await desk.gross() == "150"
        assert (await verify_books(stores[0], desk.account)).verdict is Verdict.EQUAL

    async def test_that_dies_before_publishing_leaves_the_old_books_until_the_next_one(self, desk: Desk) -> None:
        await desk.store(BOUGHT, SOLD)
        await rebuild_books(SupabaseBookStore(desk.service), desk.account)
        stored = await desk.store(*OTHERS, BOUGHT, SOLD, SOLD)

        with pytest.raises(DiedBeforePublishingError):
            await rebuild_books(DyingBookStore(desk.service), desk.account)

        assert (await desk.gross(), await desk.state_of(stored)) == ("150", "stored")
        await rebuild_books(SupabaseBookStore(desk.service), desk.account)
        assert (await desk.gross(), await desk.state_of(stored)) == ("170", "published")
        assert (await verify_books(SupabaseBookStore(desk.service), desk.account)).verdict is Verdict.EQUAL

    async def test_of_an_account_that_is_gone_is_fine(self, desk: Desk) -> None:
        done = await rebuild_books(SupabaseBookStore(desk.service), str(uuid4()))

        assert done.outcome is Outcome.GONE


class TestVerification:
    async def test_names_the_rows_that_differ(self, desk: Desk, stack: Stack) -> None:
        await desk.store(BOUGHT, SOLD)
        store = SupabaseBookStore(desk.service)
        await rebuild_books(store, desk.account)
        [tampered] = run_sql(
            stack, "update public.closings set digest = 'x' where account_id = %s returning id", desk.account
        )

        found = await verify_books(store, desk.account)

        assert (found.verdict, found.ids) == (Verdict.DIFFERENT, {"closings": (tampered[0],)})

    @pytest.mark.parametrize(
        ("tampering", "key"),
        [
            ("update public.period_sums set amount = amount + 0.01 where {}", "both|all|year|2024-01-01|||gross"),
            ("update public.period_sums set count = count + 1 where {}", "both|all|year|2024-01-01|||gross"),
            ("delete from public.period_sums where {}", "both|all|year|2024-01-01|||gross"),
            ("update public.period_sums set starts = '2023-01-01' where {}", "both|all|year|2023-01-01|||gross"),
        ],
    )
    async def test_names_the_sums_that_are_not_those_of_the_rows(
        self, desk: Desk, stack: Stack, tampering: str, key: str
    ) -> None:
        await desk.store(BOUGHT, SOLD, *OTHERS)
        store = SupabaseBookStore(desk.service)
        await rebuild_books(store, desk.account)
        one = "account_id = %s and view = 'both' and scope = 'all' and grain = 'year' and kind = 'gross'"
        run_sql(stack, tampering.format(one), desk.account)

        found = await verify_books(store, desk.account)

        assert found.verdict is Verdict.DIFFERENT
        assert [*found.ids] == ["period_sums"]
        assert key in found.ids["period_sums"]

    async def test_has_nothing_to_compare_while_rows_wait_for_a_rebuild(self, desk: Desk) -> None:
        await desk.store(BOUGHT, SOLD)

        found = await verify_books(SupabaseBookStore(desk.service), desk.account)

        assert found.verdict is Verdict.BEHIND
