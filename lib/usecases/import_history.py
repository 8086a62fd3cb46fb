"""Take a broker's history from a file into an account."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lib.domain.errors import DomainError
from lib.ports.failures import ConflictError
from lib.ports.histories import History, HistoryReader
from lib.ports.ledger import Account, Accounts, Import, Imports, ImportState, NewRow, Refusal, RowStore
from lib.ports.messages import Messages
from lib.usecases.keep_accounts import known_time_zone
from lib.usecases.match_history import match_history
from lib.usecases.publish_import import ask_for_books

ROWS_PER_CALL = 2_500
WITHOUT_TIME_ZONE = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was sent for an account, under an id the sender chose; `time_zone` as far as the sender said."""

    import_id: str
    account_id: str
    file_name: str
    time_zone: str | None = None
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPorts:
    """What an import needs from outside."""

    accounts: Accounts
    imports: Imports
    rows: RowStore
    read: HistoryReader
    messages: Messages


async def import_history(ports: ImportPorts, upload: Upload) -> Import:
    """
    Read the whole file, store what the account does not know yet, and ask for its books.

    The same file, or the same import, again finishes what was interrupted and adds nothing. A file with an error
    stores nothing, and its import keeps the reason. Raises DomainError for such a file, NotFoundError for an account
    that is not the user's, ConflictError for an import id in use elsewhere, and UnavailableError when the rows are
    stored but the queue takes no message.
    """
    account = await ports.accounts.account(upload.account_id)
    record = await received(ports.imports, upload)
    if record.state is ImportState.PUBLISHED:
        return record
    try:
        history = await read(ports, upload, account)
    except DomainError as refused:
        await ports.imports.change_import(replace(record, state=ImportState.FAILED, error=refusal(refused)))
        raise
    record = await store(ports, record, history)
    await ask_for_books(ports.messages, record)
    return record


async def received(imports: Imports, upload: Upload) -> Import:
    """Return the import of an upload, new or taken up again; raises ConflictError for an id of something else."""
    known = await imports.import_of(upload.import_id)
    if known is None:
        return await started(imports, upload)
    if known.account_id != upload.account_id:
        raise in_use()
    if known.state is ImportState.PUBLISHED:
        return known
    return await imports.change_import(replace(known, state=ImportState.RECEIVED, error=None))


async def started(imports: Imports, upload: Upload) -> Import:
    """
    Add the import of an upload.

    Raises ConflictError: for the same upload sent twice at once, and for an id that somebody has, without saying who.
    """
    new = Import(
        id=upload.import_id, account_id=upload.account_id, file_name=upload.file_name, state=ImportState.RECEIVED
    )
    try:
        return await imports.start_import(new)
    except ConflictError as conflict:
        if await imports.import_of(upload.import_id):
            raise ConflictError("This file is being imported already.", code="import_under_way") from conflict
        raise in_use() from conflict


def in_use() -> ConflictError:
    """Say that an import's id serves something else."""
    return ConflictError("This import's id is in use for something else. Drop the file again.", code="import_id_in_use")


async def read(ports: ImportPorts, upload: Upload, account: Account) -> History:
    """
    Read the file, check that it belongs to the account, and remember its clock.

    Raises DomainError for a file that cannot be read or names another account than earlier files did.
    """
    time_zone = known_time_zone(upload.time_zone) or account.time_zone
    history = await asyncio.to_thread(ports.read, upload.data, time_zone=time_zone)
    if history.account_reference:
        earlier = await ports.rows.account_reference(account.id)
        if earlier not in {None, history.account_reference}:
            raise DomainError(
                f"This file is of the account {history.account_reference}, but what {account.name} holds is of "
                f"{earlier}. Import it into the account it belongs to, or add one for it.",
                code="other_account",
            )
    if history.layout == WITHOUT_TIME_ZONE and time_zone != account.time_zone:
        await ports.accounts.change_account(account.id, {"time_zone": time_zone})
    return history


async def store(ports: ImportPorts, record: Import, history: History) -> Import:
    """Store what is not known yet, chunk by chunk, and keep count in the import."""
    times = [row.transaction.executed_at for row in history.rows]
    record = await ports.imports.change_import(
        replace(
            record,
            state=ImportState.READ,
            layout=history.layout,
            rows_read=len(history.rows),
            first_at=min(times, default=None),
            last_at=max(times, default=None),
        )
    )
    missing = await match_history(ports.rows, record.account_id, history)
    record = settled(record, len(history.rows) - len(missing))
    for chunk in cut(missing) or [()]:
        done = await ports.rows.store_rows(record.account_id, record.id, chunk)
        record = replace(
            record,
            rows_stored=record.rows_stored + len(chunk),
            rows_new=record.rows_new + done.new,
            rows_completed=record.rows_completed + done.completed,
            rows_known=record.rows_known + done.known,
        )
        record = await ports.imports.change_import(record)
    return await ports.imports.change_import(replace(record, state=ImportState.STORED))


def settled(record: Import, known: int) -> Import:
    """Count the rows that need no storing; an earlier attempt of this import has counted its own as new already."""
    own = min(known, record.rows_new + record.rows_completed)
    return replace(record, rows_stored=known, rows_known=known - own)


def cut(rows: Sequence[NewRow]) -> list[Sequence[NewRow]]:
    """Cut rows into the chunks that are stored in one step each."""
    return [rows[start : start + ROWS_PER_CALL] for start in range(0, len(rows), ROWS_PER_CALL)]


def refusal(refused: DomainError) -> Refusal:
    """Return why a file was refused and where, to be kept with the import."""
    return Refusal(
        code=refused.code,
        message=refused.message,
        line=getattr(refused, "line", None),
        column=getattr(refused, "column", None),
    )
