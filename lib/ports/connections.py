"""The signed-in user's links to the broker: who may read what, how the syncs go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from lib.ports.ledger import Refusal


class ConnectionKind(StrEnum):
    """Whose OAuth client a link goes through: the user's own, or ours as the broker's partner."""

    PERSONAL = "personal"
    PARTNER = "partner"


class ConnectionState(StrEnum):
    """Whether the broker still lets us read. No connection at all means: never linked."""

    LINKED = "linked"
    RECONNECT_NEEDED = "reconnect_needed"


class SyncPhase(StrEnum):
    """How far an account's history has come: still loading, or followed."""

    BACKFILL = "backfill"
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One link; `refused_since` is when the broker began to refuse it, None while it works."""

    id: str
    kind: ConnectionKind
    state: ConnectionState
    refused_since: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedGrant:
    """A grant as it is kept: two sealed texts."""

    client_secret: str
    refresh_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAccount:
    """
    An account that syncs.

    `rows_seen` of about `rows_expected` rows came so far, up to the broker day `loaded_until`. `failure` is why the
    last try failed; `next_due_at` when the next one is due; `asked_at` when its user last asked for one.
    """

    account_id: str
    connection_id: str
    account_number: str
    opened_on: date
    phase: SyncPhase
    rows_expected: int | None
    rows_seen: int
    loaded_until: date | None
    last_good_at: datetime | None
    last_tried_at: datetime | None
    next_due_at: datetime | None
    failure: Refusal | None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncRun:
    """
    One sync, running or ended.

    `state` is `running`, `done` or `failed`; counts are rows of the ledger; `underlyings` are those of new and changed
    rows; `window_last` is the last broker day of the stretch that is being read.
    """

    id: str
    account_id: str
    kind: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    rows_read: int
    rows_new: int
    rows_changed: int
    rows_withdrawn: int
    underlyings: tuple[str, ...]
    error: Refusal | None
    window_last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenAccount:
    """An account of the broker's to follow; `account_id` is the imported account that it is, None for a new one."""

    number: str
    name: str
    opened_on: date
    account_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """
    How the rows of an imported account met the broker's in these New York days.

    Rows are alike, only in the files, or only at the broker.
    """

    account_id: str
    first_day: date
    last_day: date
    matched: int
    only_imported: int
    only_at_broker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedAccount:
    """
    An account that a link opens, as the broker told when it was made.

    `twins` compare it with the imported accounts that it may be.
    """

    number: str
    name: str
    type_name: str
    opened_on: date
    is_closed: bool
    twins: tuple[Twins, ...] = ()


class Connections(Protocol):
    """The user's links; what is somebody else's is NotFoundError."""

    async def connections(self) -> Sequence[Connection]:
        """Return the links, oldest first."""
        ...

    async def linked_accounts(self) -> Sequence[LinkedAccount]:
        """Return the accounts that sync, oldest first."""
        ...

    async def runs(self, account_id: str) -> Sequence[SyncRun]:
        """Return an account's syncs, newest first (the last 100)."""
        ...

    async def keep(self, connection_id: str, kind: ConnectionKind, grant: SealedGrant) -> Connection:
        """Keep a grant under a new id, or in place of the one under this id, which then counts as linked again."""
        ...

    async def offer(self, connection_id: str, accounts: Sequence[OfferedAccount]) -> None:
        """Keep which accounts a link opens, in place of those that were kept; raises NotFoundError."""
        ...

    async def offered(self, connection_id: str) -> Sequence[OfferedAccount]:
        """Return the accounts that a link opens, by number; raises NotFoundError."""
        ...

    async def follow(self, connection_id: str, accounts: Sequence[ChosenAccount]) -> Sequence[LinkedAccount]:
        """
        Sync exactly these accounts of a link from now on.

        Accounts that are not among them stay with their rows and sync no more. Raises NotFoundError,
        ConflictError for a number that another account of the user's has.
        """
        ...

    async def unlink(self, connection_id: str) -> None:
        """Forget the link and its secrets at once; accounts, rows and books stay. Raises NotFoundError."""
        ...

    async def watch(self, account_id: str) -> LinkedAccount:
        """Say that the user is looking at the account now, which brings its next sync forward. Raises NotFoundError."""
        ...

    async def ask(self, account_id: str) -> LinkedAccount:
        """
        Make a sync due now; raises NotFoundError.

        Raises TooManyAttemptsError within a minute of the last request.
        """
        ...
