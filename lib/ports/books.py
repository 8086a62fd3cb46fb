"""Where derived books are compared, staged and published; for jobs, which act as the service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from lib.domain.transactions import Transaction
from lib.ports.ledger import Refusal

Cell = str | int | bool | None | Sequence[str]
"""What a derived row holds; decimals, times and days are text."""


class Shelf(StrEnum):
    """The tables of derived rows."""

    CLOSINGS = "closings"
    OPEN_LOTS = "open_lots"
    TRADES = "trades"
    DELIVERIES = "deliveries"
    CASH_EVENTS = "cash_events"
    ATTENTION_ITEMS = "attention_items"
    DAILY_ROLLUP = "daily_rollup"


@dataclass(slots=True)
class DerivedRow:
    """
    One derived row: its id and the digest of everything it says, so that equal rows are never written again.

    Never changed, but not frozen: a long history makes two hundred thousand of them.
    """

    id: str
    digest: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSettings:
    """How an account wants its books kept: from the New York day `lifo_from` on the youngest lots close first."""

    lifo_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksInputs:
    """
    Where an account's books stand.

    `touched` are the underlyings whose rows changed after `built_rows_version` ('' are the rows without one);
    `books_version` names the published build and is what the next publication must find. `settings` are the account's;
    `built_with` is what the publisher of the present books said about the engine and the settings it used.
    """

    rows_version: int
    built_rows_version: int
    books_version: int
    touched: frozenset[str]
    settings: BookSettings
    built_with: str

    def are_current(self, with_: str) -> bool:
        """Whether the published books know every row, and were made the way `with_` names."""
        return self.rows_version == self.built_rows_version and not self.touched and self.built_with == with_


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a build does to the published books; a changed row is in both, under the same id."""

    born: Mapping[Shelf, Sequence[DerivedRow]] = field(default_factory=dict)
    died: Mapping[Shelf, Sequence[str]] = field(default_factory=dict)


Digests = Mapping[Shelf, Mapping[str, str]]
Sums = Mapping[str, str]
"""By view|scope|grain|start|underlying|instrument type|kind: amount (USD)|count, plain decimals."""


class BookStore(Protocol):
    """The books of every account; every method about one raises NotFoundError when it is gone."""

    async def accounts_with_rows(self, after: str | None, limit: int) -> Sequence[str]:
        """Return the ids of all users' accounts that hold rows, in their order, those after `after`."""
        ...

    async def inputs(self, account_id: str) -> BooksInputs:
        """Return where the books stand."""
        ...

    async def rows(self, account_id: str, underlyings: Sequence[str] | None) -> Sequence[Transaction]:
        """Return the rows of these underlyings ('' those without one; None means every row)."""
        ...

    async def corporate_actions(self, account_id: str) -> Sequence[Transaction]:
        """Return the rows that may link one underlying with another; a superset will do."""
        ...

    async def begin(self, account_id: str, expected_version: int) -> int:
        """Open a build on top of `expected_version`, ending any other; raises StaleError when it was replaced."""
        ...

    async def digests(self, account_id: str, underlyings: Sequence[str] | None) -> Digests:
        """Return the ids and digests of what is published for these underlyings (None means all)."""
        ...

    async def sums(self, account_id: str) -> Sums:
        """Return the sums that are published beside the rollup."""
        ...

    async def stage(self, account_id: str, build: int, changes: Changes) -> None:
        """Write at most 5,000 changes beside the published books; raises StaleError when the build was ended."""
        ...

    async def publish(
        self, account_id: str, expected_version: int, build: int, rows_version: int, built_with: str
    ) -> None:
        """Make the build visible in one step, and the imports it knows published; raises StaleError."""
        ...

    async def settle_imports(self, account_id: str) -> None:
        """Mark the imports published that the published books know already."""
        ...

    async def note_failure(self, account_id: str, failure: Refusal) -> int:
        """Write at the imports that wait for their books why these were not built; return how many wait."""
        ...

    async def purge(self, account_id: str) -> None:
        """Drop rows that no longer show."""
        ...
