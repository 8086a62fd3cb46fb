"""However a history comes in, and however its books are brought up to date, the books are the same."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.identity import identity_of
from lib.domain.transactions import Transaction
from lib.ports.books import BookSettings, DerivedRow, Shelf
from lib.ports.ledger import Account
from lib.usecases.derive_books import derive_books
from lib.usecases.import_history import ImportPorts, Upload, import_history
from lib.usecases.rebuild_books import rebuild_books
from lib.usecases.verify_books import Verdict, verify_books
from tests.domain.histories_broker import History
from tests.domain.histories_cash import reversal, taken_back_cash
from tests.domain.histories_of_all_kinds import EVERYTHING, LAW, REGULAR, histories
from tests.ports.memory_books import MemoryBookStore
from tests.ports.memory_ledger import LONG_AGO, MemoryAccounts, MemoryImports, MemoryMessages, MemoryRowStore, World

Shelves = Mapping[Shelf, Mapping[str, DerivedRow]]
EXPORTED = tuple(
    event for event in EVERYTHING if event not in {reversal, taken_back_cash}
)  # a file does not say what is taken back
CHANCE = st.randoms(use_true_random=False)


@dataclass(frozen=True)
class Row:
    """One row of a file."""

    transaction: Transaction
    line: int = 2
    raw: Mapping[str, str] = field(default_factory=dict)
    root_symbol: str | None = None


@dataclass(frozen=True)
class File:
    """A file that was read."""

    rows: tuple[Row, ...]
    layout: str = "D"
    account_reference: str | None = None


class Desk:
    """An account that takes files in."""

    def __init__(self) -> None:
        self.world = World()
        self.world.accounts["a1"] = Account(
            id="a1", name="Margin", account_number=None, source="csv", time_zone=None, lifo_from=None, rows_version=0,
            built_rows_version=0, books_published_at=None, created_at=LONG_AGO,
        )  # fmt: skip
        self.file = File(())

    def read(self, data: bytes, *, time_zone: str | None = None) -> File:
        """Return the file that is being sent."""
        assert (data, time_zone) == (b"bytes", None)
        return self.file

    async def take(self, files: Sequence[Sequence[Transaction]]) -> None:
        """Import one file after the other."""
        world = self.world
        ports = ImportPorts(
            accounts=MemoryAccounts(world), imports=MemoryImports(world), rows=MemoryRowStore(world), read=self.read,
            messages=MemoryMessages(),
        )  # fmt: skip
        for rows in files:
            self.file = File(tuple(Row(replace(row, id="", broker_id=None, sequence=0, reverses=None)) for row in rows))
            number = len(world.imports)
            await import_history(
                ports, Upload(import_id=f"i{number}", account_id="a1", file_name="h.csv", data=b"bytes")
            )

    def rows(self) -> list[Transaction]:
        """Return what is stored."""
        return [row.transaction for row in self.world.rows_of("a1")]

    def shelves(self) -> Shelves:
        """Return the books of what is stored."""
        return derive_books(self.rows(), BookSettings())


def imported(*files: Sequence[Transaction]) -> Desk:
    """Import files into a new account."""
    desk = Desk()
    asyncio.run(desk.take(files))
    return desk


class TestImporting:
    @LAW
    @given(histories(EXPORTED), CHANCE)
    def test_again_in_any_order_of_rows_changes_nothing(self, history: History, chance: random.Random) -> None:
        rows = list(history.rows)
        once = imported(rows)
        chance.shuffle(rows)

        again = imported(history.rows, rows, history.rows)

        assert again.shelves() == once.shelves()
        assert len(again.rows()) == len(history.rows)

    @LAW
    @given(histories(EXPORTED), CHANCE)
    def test_in_files_that_overlap_and_come_in_any_order_gives_the_books_of_one_file(
        self, history: History, chance: random.Random
    ) -> None:
        files = exports(history.rows, chance)

        assert imported(*files).shelves() == imported(history.rows).shelves()

    @LAW
    @given(histories(EXPORTED), CHANCE)
    def test_in_any_parts_and_any_order_gives_the_books_of_one_file(
        self, history: History, chance: random.Random
    ) -> None:
        """Rows that read alike are in one part: nobody can tell a second one from the first one in another file."""
        parts: dict[str, int] = defaultdict(lambda: chance.randrange(4))
        files: list[list[Transaction]] = [[], [], [], []]
        for row in history.rows:
            files[parts[identity_of(row)]].append(row)

        assert imported(*files).shelves() == imported(history.rows).shelves()


class TestRebuilding:
    @LAW
    @given(histories(REGULAR), CHANCE)
    def test_only_what_was_touched_gives_the_books_of_a_full_rebuild(
        self, history: History, chance: random.Random
    ) -> None:
        store, whole = MemoryBookStore(), MemoryBookStore()
        whole.add(*history.rows)
        asyncio.run(arrive(store, in_batches(history.rows, chance)))
        asyncio.run(arrive(whole, []))

        assert asyncio.run(verify_books(store, "a1")).verdict is Verdict.EQUAL
        for shelf in Shelf:
            assert store.shelf(shelf) == whole.shelf(shelf)


async def arrive(store: MemoryBookStore, batches: Sequence[Sequence[Transaction]]) -> None:
    """Let rows come in batch by batch, and bring the books up to date after each."""
    for batch in batches:
        store.add(*batch)
        await rebuild_books(store, "a1", first_pause=0)
    await rebuild_books(store, "a1", first_pause=0)


def in_batches(rows: Sequence[Transaction], chance: random.Random) -> list[list[Transaction]]:
    """Cut rows, in any order, into batches of any size."""
    shuffled = list(rows)
    chance.shuffle(shuffled)
    batches: list[list[Transaction]] = []
    while shuffled:
        size = chance.randint(1, len(shuffled))
        batches.append(shuffled[:size])
        del shuffled[:size]
    return batches


def exports(rows: Sequence[Transaction], chance: random.Random) -> list[list[Transaction]]:
    """Cut a history into exports of whole minutes that cover it, overlap, and come in any order, newest row first."""
    minutes = sorted({minute(row) for row in rows})
    ends = sorted(chance.sample(range(len(minutes)), min(2, len(minutes)))) if minutes else []
    spans = [(start, end) for start, end in zip([0, *ends], [*ends, len(minutes) - 1], strict=True) if minutes]
    files = [[row for row in rows if minutes[start] <= minute(row) <= minutes[end]] for start, end in spans]
    chance.shuffle(files)
    return [file[::-1] for file in files]


def minute(row: Transaction) -> str:
    """Return the minute of a row."""
    return row.executed_at.isoformat(timespec="minutes")
