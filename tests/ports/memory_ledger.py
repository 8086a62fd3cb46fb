"""The ledger's ports in memory, for use cases; held to the same contract as the real gateway (test_ledger)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from uuid import uuid4

from lib.ports.failures import ConflictError, NotFoundError, UnavailableError
from lib.ports.ledger import Account, Coverage, Import, ImportState, KnownRow, NewRow, Span, Stored
from lib.ports.messages import Message

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass
class World:
    """What one user has: accounts, imports, rows (by account, identity and nth)."""

    accounts: dict[str, Account] = field(default_factory=dict)
    imports: dict[str, Import] = field(default_factory=dict)
    rows: dict[tuple[str, str, int], NewRow] = field(default_factory=dict)
    changed_in: dict[str, int] = field(default_factory=dict)

    def rows_of(self, account_id: str) -> list[NewRow]:
        return [row for (owner, _, _), row in self.rows.items() if owner == account_id]


class MemoryAccounts:
    """Implements lib.ports.ledger.Accounts."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def accounts(self) -> Sequence[Account]:
        return list(self._world.accounts.values())

    async def account(self, account_id: str) -> Account:
        if account_id not in self._world.accounts:
            raise NotFoundError("There is no such account.", code="account_not_found")
        return self._world.accounts[account_id]

    async def coverage(self, account_id: str) -> Coverage:
        await self.account(account_id)
        times = [row.transaction.executed_at for row in self._world.rows_of(account_id)]
        done = {ImportState.STORED, ImportState.PUBLISHED}
        spans = sorted(
            (record.first_at, record.last_at)
            for record in self._world.imports.values()
            if record.account_id == account_id and record.state in done and record.first_at and record.last_at
        )
        return Coverage(
            rows=len(times), first_at=min(times, default=None), last_at=max(times, default=None), spans=merged(spans)
        )

    async def add_account(self, name: str, account_number: str | None, time_zone: str | None) -> Account:
        account = Account(
            id=str(uuid4()),
            name=name,
            account_number=account_number,
            source="csv",
            time_zone=time_zone,
            lifo_from=None,
            rows_version=0,
            built_rows_version=0,
            books_published_at=None,
            created_at=LONG_AGO,
        )
        return self._kept(account)

    async def change_account(self, account_id: str, changes: Mapping[str, str | None]) -> Account:
        before = await self.account(account_id)
        texts = {name: value for name, value in changes.items() if name != "lifo_from"}
        lifo_from = changes.get("lifo_from", str(before.lifo_from) if before.lifo_from else None)
        after = replace(before, **texts, lifo_from=lifo_from and date.fromisoformat(lifo_from))  # type: ignore[arg-type] # texts
        raised = before.rows_version + (after.lifo_from != before.lifo_from)
        return self._kept(replace(after, rows_version=raised))

    async def delete_account(self, account_id: str) -> None:
        await self.account(account_id)
        del self._world.accounts[account_id]

    def _kept(self, account: Account) -> Account:
        others = [other for other in self._world.accounts.values() if other.id != account.id]
        if any(other.name.lower() == account.name.lower() for other in others):
            raise ConflictError("This name is taken.", code="account_name_taken")
        if account.account_number and any(other.account_number == account.account_number for other in others):
            raise ConflictError("This number is taken.", code="account_number_taken")
        self._world.accounts[account.id] = account
        return account


class MemoryImports:
    """Implements lib.ports.ledger.Imports; for the next `unseen` looks, an import was not there yet."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.unseen = 0

    async def imports(self, account_id: str) -> Sequence[Import]:
        return [record for record in reversed(self._world.imports.values()) if record.account_id == account_id]

    async def import_of(self, import_id: str) -> Import | None:
        if self.unseen:
            self.unseen -= 1
            return None
        return self._world.imports.get(import_id)

    async def start_import(self, started: Import) -> Import:
        if started.id in self._world.imports:
            raise ConflictError("This id is in use.")
        if started.account_id not in self._world.accounts:
            raise NotFoundError("There is no such account.", code="account_not_found")
        self._world.imports[started.id] = started
        return started

    async def change_import(self, changed: Import) -> Import:
        known = self._world.imports.get(changed.id)
        if known is None or known.state is ImportState.PUBLISHED:
            raise NotFoundError("There is no such import.", code="import_not_found")
        self._world.imports[changed.id] = replace(changed, rows_version=known.rows_version)
        return self._world.imports[changed.id]


class MemoryRowStore:
    """Implements lib.ports.ledger.RowStore; `fails_after` calls it pretends that the database is gone."""

    def __init__(self, world: World, fails_after: int | None = None) -> None:
        self._world = world
        self.fails_after = fails_after
        self.calls = 0

    async def known_rows(self, account_id: str, identities: Sequence[str]) -> Sequence[KnownRow]:
        asked = set(identities)
        return [
            KnownRow(
                id=row.transaction.id,
                identity=row.identity,
                nth=row.nth,
                sub_type=row.transaction.sub_type,
                action=row.transaction.action,
                executed_at=row.transaction.executed_at,
                net_value=row.transaction.net_value,
                order_id=row.transaction.order_id,
                layout=row.layout,
                richness=row.richness,
            )
            for row in self._world.rows_of(account_id)
            if row.identity in asked
        ]

    async def account_reference(self, account_id: str) -> str | None:
        references = (row.account_reference for row in self._world.rows_of(account_id))
        return next(filter(None, references), None)

    async def store_rows(self, account_id: str, import_id: str, rows: Sequence[NewRow]) -> Stored:
        if self.calls == self.fails_after:
            raise UnavailableError("The database is gone.")
        self.calls += 1
        new = completed = 0
        for row in rows:
            key = (account_id, row.identity, row.nth)
            known = self._world.rows.get(key)
            new += known is None
            if known is None:
                self._world.rows[key] = row
            elif known.richness < row.richness:
                completed += 1
                kept = replace(row.transaction, id=known.transaction.id)
                reference = row.account_reference or known.account_reference
                self._world.rows[key] = replace(row, transaction=kept, account_reference=reference)
        account = self._world.accounts[account_id]
        version = account.rows_version + bool(new + completed)
        self._world.accounts[account_id] = replace(account, rows_version=version)
        self._world.imports[import_id] = replace(self._world.imports[import_id], rows_version=version)
        return Stored(new=new, completed=completed, known=len(rows) - new - completed, rows_version=version)


class MemoryMessages:
    """Implements Messages and Batches; drops a repeated deduplication id; `is_down` refuses everything."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, str]]] = []
        self.batches: list[int] = []  # how many messages each had
        self.is_down = False
        self._seen: set[str] = set()

    async def publish(self, path: str, body: Mapping[str, str], *, deduplication_id: str | None = None) -> None:
        if self.is_down:
            raise UnavailableError("The queue is gone.")
        if deduplication_id is None or deduplication_id not in self._seen:
            self.sent.append((path, dict(body)))
        if deduplication_id is not None:
            self._seen.add(deduplication_id)

    async def publish_all(self, messages: Sequence[Message]) -> None:
        self.batches.append(len(messages))
        for message in messages:
            await self.publish(message.path, message.body, deduplication_id=message.deduplication_id)


def merged(spans: Sequence[tuple[datetime, datetime]]) -> tuple[Span, ...]:
    """Join overlapping spans; they come sorted."""
    joined: list[Span] = []
    for first, last in spans:
        if joined and first <= joined[-1].last_at:
            joined[-1] = Span(first_at=joined[-1].first_at, last_at=max(last, joined[-1].last_at))
        else:
            joined.append(Span(first_at=first, last_at=last))
    return tuple(joined)
