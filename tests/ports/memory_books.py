"""The book store in memory, for use cases; held to the same contract as the real gateway (test_books)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lib.domain.transactions import Transaction
from lib.ports.books import BookSettings, BooksInputs, Changes, DerivedRow, Digests, Shelf, Sums
from lib.ports.failures import NotFoundError, StaleError
from lib.ports.ledger import Refusal
from lib.usecases.sum_books import period_sums


@dataclass
class MemoryBookStore:
    """
    Implements lib.ports.books.BookStore for one account.

    `rows_stored` are the account's rows by id, each with the rows_version it changed in; `before_publish` runs once,
    just before the next publication, to let something happen at the worst moment. `other_sums` are published in
    place of the right ones.
    """

    account_id: str = "a1"
    rows_stored: dict[str, tuple[int, Transaction]] = field(default_factory=dict)
    rows_version: int = 0
    built_rows_version: int = 0
    books_version: int = 0
    settings: BookSettings = field(default_factory=BookSettings)
    built_with: str = ""
    building: int | None = None
    settled: int = 0
    others_with_rows: list[str] = field(default_factory=list)
    other_sums: Sums = field(default_factory=dict)
    failures: list[Refusal] = field(default_factory=list)
    staged_rows: int = 0
    before_publish: Callable[[], None] | None = None
    _published: dict[Shelf, dict[str, DerivedRow]] = field(default_factory=lambda: {shelf: {} for shelf in Shelf})
    _staged: list[Changes] = field(default_factory=list)
    _builds: int = 0

    def add(self, *rows: Transaction) -> None:
        """Store rows as an import does: the version rises, and these rows changed in it."""
        self.rows_version += 1
        self.rows_stored |= {row.id: (self.rows_version, row) for row in rows}

    def shelf(self, shelf: Shelf) -> dict[str, DerivedRow]:
        """Return what a reader sees."""
        return self._published[shelf]

    async def accounts_with_rows(self, after: str | None, limit: int) -> Sequence[str]:
        found = sorted([*self.others_with_rows, *([self.account_id] if self.rows_stored else [])])
        return [one for one in found if after is None or one > after][:limit]

    async def inputs(self, account_id: str) -> BooksInputs:
        if account_id != self.account_id:
            raise NotFoundError("The account is gone.", code="account_not_found")
        changed = [row for version, row in self.rows_stored.values() if version > self.built_rows_version]
        touched = {row.underlying or "" for row in changed} | self._underlyings_of({row.id for row in changed})
        return BooksInputs(
            rows_version=self.rows_version,
            built_rows_version=self.built_rows_version,
            books_version=self.books_version,
            touched=frozenset(touched),
            settings=self.settings,
            built_with=self.built_with,
        )

    def _underlyings_of(self, row_ids: set[str]) -> set[str]:
        """Return where published books of these rows stand: a completed row may have left its underlying."""
        return {
            str(row.cells["underlying"])
            for rows in self._published.values()
            for row in rows.values()
            if not row_ids.isdisjoint({row.cells.get(name) for name in ("opening_id", "closing_id", "transaction_id")})
        }

    async def rows(self, account_id: str, underlyings: Sequence[str] | None) -> Sequence[Transaction]:
        await self.inputs(account_id)
        rows = [row for _, row in self.rows_stored.values()]
        return [row for row in rows if underlyings is None or (row.underlying or "") in underlyings]

    async def corporate_actions(self, account_id: str) -> Sequence[Transaction]:
        return [row for row in await self.rows(account_id, None) if row.type == "Receive Deliver"]

    async def begin(self, account_id: str, expected_version: int) -> int:
        await self.inputs(account_id)
        if expected_version != self.books_version:
            raise StaleError("Replaced.")
        self._builds += 1
        self.building = self._builds
        self._staged = []
        return self.building

    async def digests(self, account_id: str, underlyings: Sequence[str] | None) -> Digests:
        await self.inputs(account_id)
        return {
            shelf: {
                row.id: row.digest
                for row in rows.values()
                if underlyings is None or row.cells["underlying"] in underlyings
            }
            for shelf, rows in self._published.items()
        }

    async def sums(self, account_id: str) -> Sums:
        await self.inputs(account_id)
        return {**period_sums(self._published), **self.other_sums}

    async def stage(self, account_id: str, build: int, changes: Changes) -> None:
        await self.inputs(account_id)
        if build != self.building:
            raise StaleError("Ended.")
        self.staged_rows += sum(map(len, changes.born.values()))
        self._staged.append(changes)

    async def publish(
        self, account_id: str, expected_version: int, build: int, rows_version: int, built_with: str
    ) -> None:
        if self.before_publish:
            happening, self.before_publish = self.before_publish, None
            happening()
        await self.inputs(account_id)
        if build != self.building or expected_version != self.books_version:
            raise StaleError("Ended.")
        for changes in self._staged:
            for shelf, ids in changes.died.items():
                for row_id in ids:
                    del self._published[shelf][row_id]
            for shelf, rows in changes.born.items():
                self._published[shelf].update({row.id: row for row in rows})
        self.books_version, self.built_rows_version, self.building = build, rows_version, None
        self.built_with = built_with

    async def settle_imports(self, account_id: str) -> None:
        await self.inputs(account_id)
        self.settled += 1

    async def note_failure(self, account_id: str, failure: Refusal) -> int:
        if account_id != self.account_id:
            return 0
        self.failures.append(failure)
        return 1

    async def purge(self, account_id: str) -> None:
        await self.inputs(account_id)
