"""Taking a history into an account: what is stored, what is refused, and what happens when it is interrupted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from lib.domain.errors import DomainError
from lib.domain.transactions import Transaction
from lib.ports.failures import ConflictError, NotFoundError, UnavailableError
from lib.ports.ledger import Import, ImportState
from lib.usecases import import_history as module
from lib.usecases.give_up_books import BOOKS_FAILED
from lib.usecases.import_history import ImportPorts, Upload, import_history
from lib.usecases.publish_import import publish_import
from tests.ports.memory_ledger import MemoryAccounts, MemoryImports, MemoryMessages, MemoryRowStore, World
from tests.ports.rows import bought

REBUILD = "/api/jobs/books/rebuild"


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


class Reader:
    """Reads every upload as `file`, or refuses it."""

    def __init__(self) -> None:
        self.file: File | DomainError = file_of("AAPL", "F")
        self.time_zone: str | None = None

    def __call__(self, data: bytes, *, time_zone: str | None = None) -> File:
        assert data
        self.time_zone = time_zone
        if isinstance(self.file, DomainError):
            raise self.file
        return self.file


class TellingMessages(MemoryMessages):
    """Lets something happen as soon as a message is taken."""

    def __init__(self, happening: Callable[[], None]) -> None:
        super().__init__()
        self._happening = happening

    async def publish(self, path: str, body: Mapping[str, str], *, deduplication_id: str | None = None) -> None:
        await super().publish(path, body, deduplication_id=deduplication_id)
        self._happening()


class Desk:
    """One user's ports in memory, and an account called Margin."""

    def __init__(self) -> None:
        self.world = World()
        self.accounts = MemoryAccounts(self.world)
        self.imports = MemoryImports(self.world)
        self.rows = MemoryRowStore(self.world)
        self.reader = Reader()
        self.messages = MemoryMessages()
        self.account = ""

    @property
    def ports(self) -> ImportPorts:
        return ImportPorts(
            accounts=self.accounts,
            imports=self.imports,
            rows=self.rows,
            read=self.reader,
            messages=self.messages,
        )

    def upload(self, import_id: str = "i1", *, time_zone: str | None = None) -> Upload:
        return Upload(
            import_id=import_id, account_id=self.account, file_name="h.csv", time_zone=time_zone, data=b"bytes"
        )


@pytest.fixture
async def desk() -> Desk:
    desk = Desk()
    desk.account = (await desk.accounts.add_account("Margin", None, None)).id
    return desk


class TestImportHistory:
    async def test_stores_every_row_and_asks_for_the_books(self, desk: Desk) -> None:
        done = await import_history(desk.ports, desk.upload())

        assert (done.state, done.rows_read, done.rows_stored, done.rows_new) == (ImportState.STORED, 2, 2, 2)
        assert desk.messages.sent == [(REBUILD, {"account_id": desk.account})]

    async def test_of_the_same_rows_again_stores_none_but_asks_for_its_own_publication(self, desk: Desk) -> None:
        await import_history(desk.ports, desk.upload("i1"))

        again = await import_history(desk.ports, desk.upload("i2"))

        assert (again.rows_new, again.rows_known, again.rows_stored) == (0, 2, 2)
        assert len(desk.messages.sent) == 2

    async def test_sent_twice_at_once_tells_the_second_that_it_is_under_way(self, desk: Desk) -> None:
        new = Import(id="i1", account_id=desk.account, file_name="h.csv", state=ImportState.RECEIVED)
        first = await desk.imports.start_import(new)
        desk.imports.unseen = 1

        with pytest.raises(ConflictError) as refused:
            await import_history(desk.ports, desk.upload(first.id))

        assert refused.value.code == "import_under_way"
        assert desk.messages.sent == []

    async def test_repeated_by_the_browser_asks_once(self, desk: Desk) -> None:
        await import_history(desk.ports, desk.upload())

        again = await import_history(desk.ports, desk.upload())

        assert (again.rows_new, again.rows_known, again.rows_stored) == (2, 0, 2)
        assert len(desk.messages.sent) == 1

    async def test_gives_a_row_an_id_that_a_second_file_repeats(self, desk: Desk) -> None:
        await import_history(desk.ports, desk.upload("i1"))
        before = {row.transaction.id for row in desk.world.rows_of(desk.account)}
        desk.reader.file = file_of("AAPL", "F", "MSTY")

        await import_history(desk.ports, desk.upload("i2"))

        after = {row.transaction.id for row in desk.world.rows_of(desk.account)}
        assert before < after
        assert len(after) == 3

    async def test_of_a_published_import_changes_nothing(self, desk: Desk) -> None:
        done = await import_history(desk.ports, desk.upload())
        desk.world.imports["i1"] = replace(done, state=ImportState.PUBLISHED)
        desk.reader.file = file_of("MSTY")

        again = await import_history(desk.ports, desk.upload())

        assert again.state is ImportState.PUBLISHED
        assert len(desk.world.rows) == 2

    async def test_into_no_account_of_the_users_is_not_found(self, desk: Desk) -> None:
        with pytest.raises(NotFoundError):
            await import_history(desk.ports, replace(desk.upload(), account_id="another"))

        assert desk.world.imports == {}

    async def test_id_belongs_to_one_account(self, desk: Desk) -> None:
        await import_history(desk.ports, desk.upload())
        other = await desk.accounts.add_account("IRA", None, None)

        with pytest.raises(ConflictError):
            await import_history(desk.ports, replace(desk.upload(), account_id=other.id))


class TestInterruptedImport:
    async def test_keeps_what_was_stored_and_finishes_when_sent_again(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "ROWS_PER_CALL", 2)
        desk.reader.file = file_of("A", "B", "C", "D", "E")
        desk.rows.fails_after = 2
        with pytest.raises(UnavailableError):
            await import_history(desk.ports, desk.upload())
        halfway = desk.world.imports["i1"]
        desk.rows.fails_after = None

        done = await import_history(desk.ports, desk.upload())

        assert (halfway.state, halfway.rows_stored, halfway.rows_new) == (ImportState.READ, 4, 4)
        assert (done.state, done.rows_stored, done.rows_new, done.rows_known) == (ImportState.STORED, 5, 5, 0)
        assert len(desk.world.rows) == 5

    async def test_says_that_the_rows_are_safe_when_the_queue_is_away(self, desk: Desk) -> None:
        desk.messages.is_down = True

        with pytest.raises(UnavailableError, match="Your rows are stored"):
            await import_history(desk.ports, desk.upload())

        desk.messages.is_down = False
        await publish_import(desk.imports, desk.messages, "i1")
        assert desk.world.imports["i1"].state is ImportState.STORED
        assert desk.messages.sent == [(REBUILD, {"account_id": desk.account})]

    async def test_whose_books_failed_forgets_that_once_they_are_asked_for_again(self, desk: Desk) -> None:
        done = await import_history(desk.ports, desk.upload())
        desk.world.imports["i1"] = replace(done, error=BOOKS_FAILED)

        again = await publish_import(desk.imports, desk.messages, "i1")

        assert (again.state, again.error) == (ImportState.STORED, None)
        assert desk.messages.sent == [(REBUILD, {"account_id": desk.account})] * 2

    async def test_whose_books_failed_keeps_the_reason_while_nobody_can_be_asked(self, desk: Desk) -> None:
        done = await import_history(desk.ports, desk.upload())
        desk.world.imports["i1"] = replace(done, error=BOOKS_FAILED)
        desk.messages.is_down = True

        with pytest.raises(UnavailableError):
            await publish_import(desk.imports, desk.messages, "i1")

        assert desk.world.imports["i1"].error == BOOKS_FAILED

    async def test_that_is_published_while_it_is_asked_for_again_is_published(self, desk: Desk) -> None:
        done = await import_history(desk.ports, desk.upload())
        desk.world.imports["i1"] = replace(done, error=BOOKS_FAILED)
        published = replace(done, state=ImportState.PUBLISHED)
        messages = TellingMessages(lambda: desk.world.imports.update(i1=published))

        again = await publish_import(desk.imports, messages, "i1")

        assert (again.state, again.error) == (ImportState.PUBLISHED, None)

    async def test_cannot_be_published_before_its_rows_are_stored(self, desk: Desk) -> None:
        desk.rows.fails_after = 0
        with pytest.raises(UnavailableError):
            await import_history(desk.ports, desk.upload())

        with pytest.raises(DomainError, match="Drop the file again"):
            await publish_import(desk.imports, desk.messages, "i1")


class TestRefusedFile:
    async def test_stores_nothing_and_the_import_keeps_the_reason(self, desk: Desk) -> None:
        desk.reader.file = PlacedError("Row 3 is cut short.", code="row_cut_short")

        with pytest.raises(DomainError, match="cut short"):
            await import_history(desk.ports, desk.upload())

        kept = desk.world.imports["i1"]
        assert (kept.state, desk.world.rows, desk.messages.sent) == (ImportState.FAILED, {}, [])
        assert kept.error is not None
        assert (kept.error.code, kept.error.line, kept.error.column) == ("row_cut_short", 3, "Value")

    async def test_may_be_of_another_account_than_earlier_files(self, desk: Desk) -> None:
        desk.reader.file = replace(file_of("AAPL"), account_reference="Individual...39")
        await import_history(desk.ports, desk.upload("i1"))
        desk.reader.file = replace(file_of("F"), account_reference="Roth IRA...77")

        with pytest.raises(DomainError, match=r"Roth IRA\.\.\.77, but what Margin holds is of Individual\.\.\.39"):
            await import_history(desk.ports, desk.upload("i2"))

        assert len(desk.world.rows) == 1


class TestTimeZone:
    async def test_given_with_the_oldest_layout_is_remembered(self, desk: Desk) -> None:
        desk.reader.file = replace(file_of("AAPL"), layout="A")
        await import_history(desk.ports, desk.upload("i1", time_zone="Europe/Berlin"))

        await import_history(desk.ports, desk.upload("i2"))

        assert desk.reader.time_zone == "Europe/Berlin"

    async def test_that_does_not_exist_is_refused(self, desk: Desk) -> None:
        with pytest.raises(DomainError, match="no time zone called Mars"):
            await import_history(desk.ports, desk.upload(time_zone="Mars"))


class PlacedError(DomainError):
    """A refusal that knows its place."""

    line = 3
    column = "Value"


def file_of(*symbols: str) -> File:
    """Return a file that buys each symbol once, a minute apart."""
    rows = (
        replace(bought(symbol), id="", executed_at=datetime(2024, 3, 1, 15, minute, tzinfo=UTC))
        for minute, symbol in enumerate(symbols)
    )
    return File(rows=tuple(Row(transaction=row) for row in rows))
