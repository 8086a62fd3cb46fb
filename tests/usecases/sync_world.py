"""One account that syncs, in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from lib.domain.identity import identity_of
from lib.gateways.tastytrade.rows import read_row
from lib.gateways.vault import KeyRing, SealingVault
from lib.ports.broker import Grant
from lib.ports.connections import ChosenAccount, ConnectionKind
from lib.ports.secret import Secret
from lib.usecases.keep_grants import seal_grant
from lib.usecases.sync_account import SyncOutcome, SyncPorts, sync_account
from lib.usecases.sync_failures import Delivery
from tests.ports.memory_links import Holding, LinkedWorld, MemoryConnections, StoredRow
from tests.ports.memory_sync import MemorySyncStore
from tests.usecases.sync_broker import NUMBER, ListedBroker, Row

NOW = datetime(2024, 6, 3, 15, 0, tzinfo=UTC)
OPENED = date(2022, 1, 10)
GRANT = Grant(client_secret=Secret("canary-secret"), refresh_token=Secret("canary-refresh"))
KEYS = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
CONNECTION = "c1"


class Sent:
    """Implements Messages and Batches; keeps what was published, without the duplicates of one id."""

    def __init__(self) -> None:
        self.published: list[tuple[str, Mapping[str, str], str | None]] = []

    async def publish(self, path: str, body: Mapping[str, str], *, deduplication_id: str | None = None) -> None:
        self.published.append((path, body, deduplication_id))

    def to(self, path: str) -> list[Mapping[str, str]]:
        return [body for sent, body, _ in self.published if sent == path]


class NoLocks:
    """Implements Locks: everybody gets every lock."""

    async def take(self, name: str, owner: str, seconds: int) -> bool:
        return bool(name and owner and seconds)

    async def release(self, name: str, owner: str) -> None:
        del name, owner


@dataclass
class SyncWorld:
    """A linked account; `clock` is ours, the world's own time is the database's."""

    broker: ListedBroker
    world: LinkedWorld = field(default_factory=LinkedWorld)
    messages: Sent = field(default_factory=Sent)
    clock: Callable[[], datetime] | None = None
    account_id: str = ""

    @property
    def store(self) -> MemorySyncStore:
        return MemorySyncStore(self.world)

    @property
    def holding(self) -> Holding:
        return self.world.holdings[self.account_id]

    def ports(self, **changes: object) -> SyncPorts:
        ports = SyncPorts(
            store=self.store,
            open_broker=self.broker,
            read=read_row,
            vault=SealingVault(KeyRing.of(KEYS)),
            messages=self.messages,
            locks=NoLocks(),
            now=self.clock or (lambda: self.world.now),
            chance=lambda: 0.0,
        )
        return replace(ports, **changes)  # type: ignore[arg-type]  # a test changes what it likes

    async def sync(self, retried: int = 0) -> SyncOutcome:
        return await sync_account(self.ports(), self.account_id, Delivery(message_id="m1", retried=retried))

    async def sync_to_the_end(self) -> None:
        """Sync as the queue would: the next message after each call that was not done."""
        for _ in range(1_000):
            if await self.sync() is not SyncOutcome.CONTINUED:
                return
        raise AssertionError("the sync never ended")

    def from_file(self, row: Row) -> str:
        """Store a row as an import does, without the broker's id; return ours."""
        read = replace(read_row(row).transaction, id=str(uuid4()), broker_id=None)
        identity, holding = identity_of(read), self.holding
        holding.rows_version += 1
        alike = sum(one.identity == identity for one in holding.rows.values())
        holding.rows[read.id] = StoredRow(read, identity, alike, "D", 50, holding.rows_version)
        return read.id

    async def days_pass(self, days: int) -> None:
        """Sync once on each of so many following days."""
        for _ in range(days):
            self.world.now += timedelta(days=1)
            await self.sync_to_the_end()

    def active(self) -> dict[str, StoredRow]:
        return {key: row for key, row in self.holding.from_broker().items() if row.withdrawn_at is None}

    def told(self) -> dict[str, str]:
        """Return the digests of what is stored and not withdrawn, by broker id."""
        return {key: str(row.digest) for key, row in self.active().items()}

    def at_the_broker(self) -> dict[str, str]:
        return {str(row["id"]): read_row(row).digest for row in self.broker.rows}


async def a_world(rows: Sequence[Row] = (), *, per_page: int = 1_000, opened: date = OPENED) -> SyncWorld:
    """Return a world in which one account was just linked."""
    made = SyncWorld(broker=ListedBroker(rows=[dict(row) for row in rows], per_page=per_page))
    made.world.now = NOW
    links = MemoryConnections(made.world)
    sealed = seal_grant(SealingVault(KeyRing.of(KEYS)), GRANT, CONNECTION, made.world.user_id)
    await links.keep(CONNECTION, ConnectionKind.PERSONAL, sealed)
    chosen = ChosenAccount(number=NUMBER, name="Individual", opened_on=opened, account_id=None)
    [followed] = await links.follow(CONNECTION, [chosen])
    made.account_id = followed.account_id
    return made


async def loaded(rows: list[Row], per_page: int = 1_000) -> SyncWorld:
    """Return a world whose account has come in."""
    made = await a_world(rows, per_page=per_page)
    await made.sync_to_the_end()
    made.broker.calls.clear()
    made.messages.published.clear()
    return made
