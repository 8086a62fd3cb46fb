"""Links to the broker in memory, for use cases; held to the same contract as the real gateway (test_connections)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from lib.domain.transactions import Transaction
from lib.ports.accounts import TooManyAttemptsError
from lib.ports.broker import Raw
from lib.ports.connections import (
    ChosenAccount,
    Connection,
    ConnectionKind,
    ConnectionState,
    LinkedAccount,
    OfferedAccount,
    SealedGrant,
    SyncPhase,
    SyncRun,
)
from lib.ports.failures import ConflictError, NotFoundError
from lib.ports.ledger import Refusal
from lib.ports.sync import BrokerState, Run


@dataclass(frozen=True)
class StoredRow:
    """One row as stored; `digest` and `day` are None for one that only a file brought."""

    transaction: Transaction
    identity: str
    nth: int
    layout: str
    richness: int
    changed_in: int
    digest: str | None = None
    day: date | None = None
    withdrawn_at: datetime | None = None


@dataclass
class Holding:
    """An account of the user's with its rows by id; `reread` is the day and the year of the last second reading."""

    id: str
    name: str
    number: str | None = None
    source: str = "csv"
    rows_version: int = 0
    rows: dict[str, StoredRow] = field(default_factory=dict)
    reread: tuple[date | None, int | None] = (None, None)
    asked_at: datetime | None = None
    watched_until: datetime | None = None
    orders: dict[str, Raw] = field(default_factory=dict)
    snapshots: dict[str, Raw] = field(default_factory=dict)
    state: BrokerState | None = None

    def from_broker(self) -> dict[str, StoredRow]:
        """Return the broker's rows by broker id, withdrawn ones too."""
        return {row.transaction.broker_id or "": row for row in self.rows.values() if row.layout == "api"}


@dataclass
class LinkedWorld:
    """What one user has linked; `now` is the time."""

    user_id: str = "u1"
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    holdings: dict[str, Holding] = field(default_factory=dict)
    links: dict[str, Connection] = field(default_factory=dict)
    grants: dict[str, SealedGrant] = field(default_factory=dict)
    offers: dict[str, list[OfferedAccount]] = field(default_factory=dict)
    refusals: dict[str, list[datetime]] = field(default_factory=dict)
    syncs: dict[str, LinkedAccount] = field(default_factory=dict)
    runs: dict[str, tuple[Run, SyncRun]] = field(default_factory=dict)

    def add(self, name: str, number: str | None = None) -> Holding:
        """Add an account that only files feed."""
        holding = Holding(id=str(uuid4()), name=name, number=number)
        self.holdings[holding.id] = holding
        return holding

    def sync(self, account_id: str) -> LinkedAccount:
        if account_id not in self.syncs:
            raise NotFoundError("It does not sync.", code="account_not_found")
        return self.syncs[account_id]

    def stop(self, account_id: str) -> None:
        """Sync an account no more, and end its run."""
        del self.syncs[account_id]
        gone = Refusal(code="unlinked", message="Unlinked.")
        for key, (run, told) in self.runs.items():
            if run.account_id == account_id and told.state == "running":
                self.runs[key] = run, replace(told, state="failed", ended_at=self.now, error=gone)


class MemoryConnections:
    """Implements lib.ports.connections.Connections."""

    def __init__(self, world: LinkedWorld) -> None:
        self._world = world

    async def connections(self) -> Sequence[Connection]:
        return list(self._world.links.values())

    async def linked_accounts(self) -> Sequence[LinkedAccount]:
        return list(self._world.syncs.values())

    async def runs(self, account_id: str) -> Sequence[SyncRun]:
        if account_id not in self._world.holdings:
            raise NotFoundError("There is no such account.", code="account_not_found")
        return [told for _, told in reversed(self._world.runs.values()) if told.account_id == account_id][:100]

    async def keep(self, connection_id: str, kind: ConnectionKind, grant: SealedGrant) -> Connection:
        known = self._world.links.get(connection_id)
        self._world.links[connection_id] = Connection(
            id=connection_id,
            kind=kind,
            state=ConnectionState.LINKED,
            refused_since=None,
            created_at=known.created_at if known else self._world.now,
        )
        self._world.grants[connection_id] = grant
        self._world.refusals[connection_id] = []
        for sync in [one for one in self._world.syncs.values() if one.connection_id == connection_id]:
            self._world.syncs[sync.account_id] = replace(sync, next_due_at=self._world.now, failure=None)
        return self._world.links[connection_id]

    async def offer(self, connection_id: str, accounts: Sequence[OfferedAccount]) -> None:
        await self.offered(connection_id)
        self._world.offers[connection_id] = sorted(accounts, key=lambda one: one.number)

    async def offered(self, connection_id: str) -> Sequence[OfferedAccount]:
        if connection_id not in self._world.links:
            raise NotFoundError("There is no such link.", code="connection_not_found")
        return self._world.offers.get(connection_id, [])

    async def follow(self, connection_id: str, accounts: Sequence[ChosenAccount]) -> Sequence[LinkedAccount]:
        if connection_id not in self._world.links:
            raise NotFoundError("There is no such link.", code="connection_not_found")
        wanted = [(one, self._holding(one, connection_id)) for one in accounts]
        mine = {key for key, sync in self._world.syncs.items() if sync.connection_id == connection_id}
        for account_id in mine - {holding.id for _, holding in wanted}:
            self._world.stop(account_id)
        for one, holding in wanted:
            self._world.holdings[holding.id] = holding
            holding.number, holding.source = one.number, "tastytrade"
            if holding.id not in self._world.syncs:
                self._world.syncs[holding.id] = self._begun(connection_id, one, holding)
            moved = replace(self._world.syncs[holding.id], connection_id=connection_id)
            self._world.syncs[holding.id] = moved
        return [sync for sync in self._world.syncs.values() if sync.connection_id == connection_id]

    def _holding(self, one: ChosenAccount, connection_id: str) -> Holding:
        syncs = self._world.syncs.values()
        same = [s.account_id for s in syncs if (s.connection_id, s.account_number) == (connection_id, one.number)]
        account_id = one.account_id or next(iter(same), None)
        holders = [h.id for h in self._world.holdings.values() if h.number == one.number]
        if holders and holders != [account_id]:
            raise ConflictError("This number is taken.", code="account_number_taken")
        if account_id is None:
            names = {holding.name.lower() for holding in self._world.holdings.values()}
            name = f"{one.name} {one.number}" if one.name.lower() in names else one.name
            return Holding(id=str(uuid4()), name=name)
        if account_id not in self._world.holdings:
            raise NotFoundError("There is no such account.", code="account_not_found")
        holding = self._world.holdings[account_id]
        if holding.source == "tastytrade" and holding.number != one.number:
            raise ConflictError("It has another's rows.", code="account_is_another")
        return holding

    def _begun(self, connection_id: str, one: ChosenAccount, holding: Holding) -> LinkedAccount:
        return LinkedAccount(
            account_id=holding.id,
            connection_id=connection_id,
            account_number=one.number,
            opened_on=one.opened_on,
            phase=SyncPhase.BACKFILL,
            rows_expected=None,
            rows_seen=sum(row.withdrawn_at is None for row in holding.from_broker().values()),
            loaded_until=None,
            last_good_at=None,
            last_tried_at=None,
            next_due_at=self._world.now,
            failure=None,
        )

    async def unlink(self, connection_id: str) -> None:
        if self._world.links.pop(connection_id, None) is None:
            raise NotFoundError("There is no such link.", code="connection_not_found")
        del self._world.grants[connection_id]
        for sync in [one for one in self._world.syncs.values() if one.connection_id == connection_id]:
            self._world.stop(sync.account_id)

    async def watch(self, account_id: str) -> LinkedAccount:
        sync = self._world.sync(account_id)
        now = self._world.now
        self._world.holdings[account_id].watched_until = now + timedelta(minutes=10)
        soonest = max(now, sync.last_tried_at + timedelta(minutes=5)) if sync.last_tried_at else now
        self._world.syncs[account_id] = replace(sync, next_due_at=min(sync.next_due_at or soonest, soonest))
        return self._world.syncs[account_id]

    async def ask(self, account_id: str) -> LinkedAccount:
        sync, holding = self._world.sync(account_id), self._world.holdings[account_id]
        now = self._world.now
        if holding.asked_at and now - holding.asked_at < timedelta(minutes=1):
            raise TooManyAttemptsError("You asked a moment ago.", retry_after=60)
        holding.asked_at = now
        self._world.syncs[account_id] = replace(sync, next_due_at=now, asked_at=now)
        return self._world.syncs[account_id]
