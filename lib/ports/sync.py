"""What a sync reads and writes; for jobs, which act as the service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from lib.domain.transactions import Transaction
from lib.ports.broker import Days, Greeks, Raw
from lib.ports.connections import SealedGrant, SyncPhase
from lib.ports.ledger import KnownRow, Refusal


class SyncKind(StrEnum):
    """What a sync reads: the whole history for the first time, what is new with a week's overlap, or a year again."""

    BACKFILL = "backfill"
    INCREMENTAL = "incremental"
    REREAD = "reread"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncAccount:
    """
    An account that syncs, with what a sync has to know.

    `loaded_until` is the last broker day up to which every row came; `reread_on` the day on which a year was last read
    again, `reread_year` which one. `rows_version` counts the stores that changed something.
    """

    account_id: str
    user_id: str
    connection_id: str
    account_number: str
    name: str
    opened_on: date
    phase: SyncPhase
    loaded_until: date | None
    reread_on: date | None
    reread_year: int | None
    rows_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    One sync under way, which any later call can take up where it was left.

    The broker days from `first` to `last` are read a window at a time; `window` is being read, `offset` is its next
    page (from 0). `version_before` is the account's rows_version when the run began: what came after it is new.
    """

    id: str
    account_id: str
    kind: SyncKind
    days: Days
    window: Days
    offset: int
    version_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerRow:
    """One row of the broker's to store; `digest` is of `raw`, so that an equal row is never written again."""

    transaction: Transaction
    identity: str
    day: date
    digest: str
    raw: Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredByBroker:
    """What one page did; `underlyings` are those of new and changed rows."""

    new: int
    changed: int
    known: int
    rows_version: int
    underlyings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin(KnownRow):
    """A stored row that a broker's row may be; `broker_id` is None for one that only a file brought."""

    broker_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerState:
    """What the account holds and is worth now; None is left as it was."""

    positions: Sequence[Raw]
    balances: Raw
    greeks: Sequence[Greeks]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptGrant:
    """A link's sealed grant and whose it is."""

    connection_id: str
    user_id: str
    grant: SealedGrant


class DueAccounts(Protocol):
    """Which accounts wait for a sync."""

    async def due(self, before: datetime, after: str | None, limit: int) -> Sequence[str]:
        """Return ids of accounts whose sync is due, by id, after the id `after`."""
        ...

    async def queued(self, account_ids: Sequence[str]) -> None:
        """
        Keep accounts from being due again while their message waits its turn.

        For five minutes where the user is looking, for half a day elsewhere: a long queue is not filled anew.
        """
        ...


class SyncStore(DueAccounts, Protocol):
    """Every account that syncs; methods that name an account raise NotFoundError for one that is gone or unlinked."""

    async def account(self, account_id: str) -> SyncAccount:
        """Return one."""
        ...

    async def grant(self, connection_id: str) -> SealedGrant:
        """Return what opens the broker; raises NotFoundError when the link is gone."""
        ...

    async def grants(self, after: str | None, limit: int) -> Sequence[KeptGrant]:
        """Return the grants of all links, by link, after the link `after`."""
        ...

    async def reseal(self, connection_id: str, was: SealedGrant, now: SealedGrant) -> bool:
        """Replace the sealed texts where they are still what they were; whether they were."""
        ...

    async def begin(self, account_id: str, kind: SyncKind, days: Days, window: Days) -> Run:
        """Take up the account's run that is under way, else start this one."""
        ...

    async def twins(self, account_id: str, broker_ids: Sequence[str], identities: Sequence[str]) -> Sequence[Twin]:
        """Return the stored rows under these broker ids, and those under these identities; at most 5,000 of each."""
        ...

    async def store(
        self, run: Run, rows: Sequence[BrokerRow], following: tuple[Days, int] | None, expected: int | None
    ) -> StoredByBroker:
        """
        Store one page and where the run goes on (its window and page; None leaves that), in one step.

        A row of a known id is replaced where its digest differs, a withdrawn one comes back; equal rows are not
        touched. `expected` is how many rows the broker says the whole history has.
        """
        ...

    async def broker_ids(self, account_id: str, days: Days) -> Sequence[str]:
        """Return the broker ids of the stored rows of these broker days that are not withdrawn."""
        ...

    async def withdraw(self, run: Run, broker_ids: Sequence[str]) -> int:
        """Mark rows that the broker no longer has; return how many were not marked before."""
        ...

    async def keep_orders(self, account_id: str, orders: Sequence[Raw]) -> None:
        """Keep orders by the broker's id; the latest version of each wins."""
        ...

    async def keep_snapshots(self, account_id: str, snapshots: Sequence[Raw]) -> None:
        """Keep balances at the end of days, by day; a field that is absent leaves what was there."""
        ...

    async def keep_state(self, account_id: str, state: BrokerState) -> None:
        """Replace what the account holds and is worth; an older state than the one kept is dropped."""
        ...

    async def finish(self, run: Run, loaded_until: date) -> None:
        """End the run well: the account is live, loaded up to that broker day, and due again as its tier says."""
        ...

    async def fail(self, account_id: str, error: Refusal) -> None:
        """Keep why the last try failed; the run stays under way."""
        ...

    async def refused(self, connection_id: str, at: datetime) -> int:
        """Count a refusal of the grant, at most one in ten minutes; return how many there were in a row."""
        ...

    async def accepted(self, connection_id: str) -> None:
        """Forget the refusals: the grant counts."""
        ...

    async def is_revoked(self, connection_id: str) -> bool:
        """Say whether the link is marked as to be made anew; one that is gone is as good as marked."""
        ...

    async def revoke(self, connection_id: str) -> str | None:
        """Mark the link as to be made anew; return the user's id the first time, None when it was marked already."""
        ...
