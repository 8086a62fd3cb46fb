"""A user with a link to the broker, in memory and on the real database, for tests of what both must do."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx

from dev.stack import Stack
from lib.domain.identity import identity_of
from lib.domain.transactions import Transaction
from lib.gateways.supabase.connections import SupabaseConnections
from lib.gateways.supabase.ledger_accounts import SupabaseAccounts
from lib.gateways.supabase.ledger_imports import SupabaseImports
from lib.gateways.supabase.ledger_rows import SupabaseRowStore
from lib.gateways.supabase.rest import Rest
from lib.gateways.supabase.sync_store import SupabaseSyncStore
from lib.ports.broker import Days
from lib.ports.connections import ChosenAccount, ConnectionKind, Connections, SealedGrant
from lib.ports.ledger import Import, ImportState, NewRow
from lib.ports.sync import BrokerRow, Run, SyncKind, SyncStore
from tests.local_stack import new_user
from tests.ports.memory_links import LinkedWorld, MemoryConnections, StoredRow
from tests.ports.memory_sync import MemorySyncStore
from tests.ports.rows import bought

OPENED = date(2024, 1, 2)
YEAR = Days(first=date(2024, 1, 1), last=date(2024, 12, 31))
SPRING = Days(first=date(2024, 3, 1), last=date(2024, 5, 31))
GRANT = SealedGrant(client_secret="v1.k1.c2VjcmV0", refresh_token="v1.k1.dG9rZW4")


@dataclass
class Linked:
    """
    One user's links and what syncs do with them.

    `add_account` makes an account that only files feed; `add_file_row` stores a row there as an import does.
    """

    connections: Connections
    store: SyncStore
    add_account: Callable[[str, str | None], Awaitable[str]]
    add_file_row: Callable[[str, Transaction], Awaitable[str]]

    async def link(self) -> str:
        return (await self.connections.keep(str(uuid4()), ConnectionKind.PERSONAL, GRANT)).id

    async def follow(self, number: str = "5WT00001", account_id: str | None = None) -> str:
        """Link, and follow one account; return its id."""
        followed = await self.connections.follow(await self.link(), [an_account(number, account_id=account_id)])
        return followed[0].account_id

    async def begin(self, account_id: str, kind: SyncKind = SyncKind.BACKFILL) -> Run:
        return await self.store.begin(account_id, kind, YEAR, YEAR)


def an_account(number: str = "5WT00001", name: str = "Individual", account_id: str | None = None) -> ChosenAccount:
    return ChosenAccount(number=number, name=name, opened_on=OPENED, account_id=account_id)


def in_memory() -> Linked:
    world = LinkedWorld()

    async def add_account(name: str, number: str | None) -> str:
        return world.add(name, number).id

    async def add_file_row(account_id: str, row: Transaction) -> str:
        holding = world.holdings[account_id]
        holding.rows_version += 1
        alike = sum(one.identity == identity_of(row) for one in holding.rows.values())
        holding.rows[row.id] = StoredRow(row, identity_of(row), alike, "D", 50, holding.rows_version)
        return row.id

    return Linked(MemoryConnections(world), MemorySyncStore(world), add_account, add_file_row)


@asynccontextmanager
async def on_the_database(stack: Stack) -> AsyncIterator[Linked]:
    user = new_user(stack)
    async with httpx.AsyncClient() as http:
        service = Rest(http, stack.supabase_url, stack.secret_key)
        rest = Rest(http, stack.supabase_url, stack.publishable_key, user.access_token)
        nths: dict[tuple[str, str], int] = {}

        async def add_account(name: str, number: str | None) -> str:
            return (await SupabaseAccounts(rest).add_account(name, number, None)).id

        async def add_file_row(account_id: str, row: Transaction) -> str:
            record = Import(id=str(uuid4()), account_id=account_id, file_name="h.csv", state=ImportState.RECEIVED)
            await SupabaseImports(rest).start_import(record)
            key = (account_id, identity_of(row))
            nths[key] = nths.get(key, -1) + 1
            await SupabaseRowStore(rest).store_rows(account_id, record.id, [file_row(row, nths[key])])
            return row.id

        yield Linked(SupabaseConnections(rest), SupabaseSyncStore(service), add_account, add_file_row)


def file_row(row: Transaction, nth: int) -> NewRow:
    return NewRow(
        transaction=row,
        identity=identity_of(row),
        nth=nth,
        layout="D",
        richness=50,
        root_symbol=None,
        account_reference="Individual...01",
        raw={"Symbol": row.symbol or ""},
    )


def from_broker(broker_id: str, *, digest: str = "one", day: date = date(2024, 3, 1), **changes: Any) -> BrokerRow:  # noqa: ANN401 - fields of a row
    """Return a row as the broker tells it: 100 shares of AAPL bought for 500 USD, 0.082 USD of fees."""
    told = {"fees": Decimal("-0.082"), "net_value": Decimal("-500.082")} | changes
    row = replace(bought("AAPL"), broker_id=broker_id, **told)
    return BrokerRow(
        transaction=row,
        identity=identity_of(row),
        day=day,
        digest=digest,
        raw={"id": int(broker_id), "value": Decimal("500.0"), "lots": [{"id": "a"}]},
    )


async def new(linked: Linked) -> str:
    """Add an account that only files feed."""
    return await linked.add_account(f"Margin {uuid4()}", None)


def soon() -> datetime:
    """Return a time at which everything is due that is due now."""
    return datetime.now(UTC) + timedelta(seconds=30)
