"""The ledger of the signed-in user: brokerage accounts, imports and the broker's rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from lib.domain.transactions import Transaction

MINUTES_ONLY = "A"  # the layout that tells no seconds, and charges in one sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    One brokerage account of the user's.

    `rows_version` counts the stores that changed something; `built_rows_version` is the one the published books were
    built from. `time_zone` is the clock of the account's exports where they do not say (an IANA name). From the
    New York day `lifo_from` on the account closes its youngest lots first; None means oldest first always.
    """

    id: str
    name: str
    account_number: str | None
    source: str
    time_zone: str | None
    lifo_from: date | None
    rows_version: int
    built_rows_version: int
    books_published_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From the first to the last row of an export, both included."""

    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many rows an account has and which stretches of time its exports cover, oldest first, not overlapping."""

    rows: int
    first_at: datetime | None
    last_at: datetime | None
    spans: tuple[Span, ...]


class ImportState(StrEnum):
    """How far an import has come."""

    RECEIVED = "received"
    READ = "read"
    STORED = "stored"
    PUBLISHED = "published"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a file was refused, and where in it (counted from 1), as far as there is a place."""

    code: str
    message: str
    line: int | None = None
    column: str | int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """
    One file on its way into an account.

    `rows_read` is what the file holds, `rows_stored` how many of them are safe so far; of those `rows_new` were not
    there before, `rows_completed` were there with less detail, `rows_known` were there already.
    """

    id: str
    account_id: str
    file_name: str
    state: ImportState
    layout: str | None = None
    rows_read: int = 0
    rows_stored: int = 0
    rows_new: int = 0
    rows_completed: int = 0
    rows_known: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    rows_version: int | None = None
    error: Refusal | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What one chunk did: rows that are new, completed or known, and the version of the account's rows after it."""

    new: int
    completed: int
    known: int
    rows_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRow:
    """What is stored of one row, as far as recognising it again needs; a greater `richness` knows more of the row."""

    id: str
    identity: str
    nth: int
    sub_type: str | None
    action: str | None
    executed_at: datetime
    net_value: Decimal
    order_id: str | None
    layout: str
    richness: int

    @property
    def is_to_the_second(self) -> bool:
        """Whether the row's layout tells seconds and exact charges."""
        return self.layout != MINUTES_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """One row to store: the `nth` (from 0) of those with the same identity; the id is the transaction's."""

    transaction: Transaction
    identity: str
    nth: int
    layout: str
    richness: int
    root_symbol: str | None
    account_reference: str | None
    raw: Mapping[str, str]


class Accounts(Protocol):
    """The user's brokerage accounts; what is somebody else's is NotFoundError."""

    async def accounts(self) -> Sequence[Account]:
        """Return all of them, oldest first."""
        ...

    async def account(self, account_id: str) -> Account:
        """Return one; raises NotFoundError."""
        ...

    async def coverage(self, account_id: str) -> Coverage:
        """Return what the account's imports cover; raises NotFoundError."""
        ...

    async def add_account(self, name: str, account_number: str | None, time_zone: str | None) -> Account:
        """Add one; raises ConflictError for a name or number that another account of the user's has."""
        ...

    async def change_account(self, account_id: str, changes: Mapping[str, str | None]) -> Account:
        """Change name, account_number, time_zone or lifo_from (a day); raises NotFoundError, ConflictError."""
        ...

    async def delete_account(self, account_id: str) -> None:
        """Delete it with all its rows and books; raises NotFoundError."""
        ...


class Imports(Protocol):
    """The user's imports."""

    async def imports(self, account_id: str) -> Sequence[Import]:
        """Return an account's imports, newest first (the last 200)."""
        ...

    async def import_of(self, import_id: str) -> Import | None:
        """Return one, None where there is none or it is somebody else's."""
        ...

    async def start_import(self, started: Import) -> Import:
        """Add one; raises NotFoundError for an account that is not the user's, ConflictError for an id in use."""
        ...

    async def change_import(self, changed: Import) -> Import:
        """Write everything that moves: state, counts, span, layout, error; raises NotFoundError."""
        ...


class RowStore(Protocol):
    """Where rows are kept for life."""

    async def known_rows(self, account_id: str, identities: Sequence[str]) -> Sequence[KnownRow]:
        """Return what is stored under these identities; at most 5,000 are asked for at once."""
        ...

    async def account_reference(self, account_id: str) -> str | None:
        """Return what files of this account call it, None where none of them did."""
        ...

    async def store_rows(self, account_id: str, import_id: str, rows: Sequence[NewRow]) -> Stored:
        """Add the absent, complete the poorer, leave the rest, all in one step; at most 5,000 rows; idempotent."""
        ...
