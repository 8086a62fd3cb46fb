"""Ask for an account's books once an import's rows are stored."""

from contextlib import suppress
from dataclasses import replace

from lib.domain.errors import DomainError
from lib.ports.failures import NotFoundError, UnavailableError
from lib.ports.ledger import Import, Imports, ImportState
from lib.ports.messages import Messages
from lib.usecases.ask_for_rebuild import REBUILD


async def publish_import(imports: Imports, messages: Messages, import_id: str) -> Import:
    """
    Ask again for the books of an import whose rows are stored; what is published already needs nothing.

    What it says about books that could not be built is dropped: they are tried again.

    Raises NotFoundError, DomainError while rows are missing, and UnavailableError when the queue takes no message.
    """
    record = await import_of(imports, import_id)
    if record.state is ImportState.STORED:
        await ask_for_books(messages, record, deduplicated=False)
        return await without_error(imports, record)
    if record.state is not ImportState.PUBLISHED:
        raise DomainError("Not all rows of this import are stored. Drop the file again.", code="import_not_stored")
    return record


async def without_error(imports: Imports, record: Import) -> Import:
    """Drop why the books were not built the last time, unless they are published already."""
    if record.error is None:
        return record
    with suppress(NotFoundError):
        return await imports.change_import(replace(record, error=None))
    return await import_of(imports, record.id)


async def import_of(imports: Imports, import_id: str) -> Import:
    """Return one import; raises NotFoundError."""
    record = await imports.import_of(import_id)
    if record is None:
        raise NotFoundError("There is no such import, or it is not yours.", code="import_not_found")
    return record


async def ask_for_books(messages: Messages, record: Import, *, deduplicated: bool = True) -> None:
    """
    Have the account's books rebuilt.

    The message of one import and one version of the rows goes out once, however often the upload is repeated; another
    import needs its own even where the rows are the same, because its state waits for it. A person who asks again is
    always heard: the first message may have been given up. Raises UnavailableError.
    """
    once = f"books-{record.account_id}-{record.rows_version}-{record.id}" if deduplicated else None
    try:
        await messages.publish(REBUILD, {"account_id": record.account_id}, deduplication_id=once)
    except UnavailableError as failure:
        raise UnavailableError(
            "Your rows are stored, but the books could not be asked for just now. Try again in a minute.",
            code="queue_unavailable",
        ) from failure
