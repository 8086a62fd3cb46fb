"""Ask for an account's books after its owner changed what they are made from."""

from dataclasses import dataclass

from lib.domain.basis import NoBasisHereError
from lib.ports.failures import UnavailableError
from lib.ports.ledger import Account, Accounts
from lib.ports.messages import Messages
from lib.ports.overrides import Basis, Overrides
from lib.ports.rows import RowFilter, Rows

REBUILD = "/api/jobs/books/rebuild"


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildAsked:
    """Whose books are being rebuilt: they know the change once the account says that it is current."""

    account_id: str
    rows_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisPorts:
    """What keeping a basis needs from outside."""

    rows: Rows
    overrides: Overrides
    accounts: Accounts
    messages: Messages


async def keep_basis(ports: BasisPorts, transaction_id: str, basis: Basis | None) -> RebuildAsked:
    """
    Keep what a row's position cost, or drop that (None), and have the books rebuilt.

    Raises NotFoundError for a row that is not the user's, NoBasisHereError for one on which a basis would change
    nothing: then none is kept. Raises UnavailableError when the basis is kept but the queue takes
    no message: saying it again asks again.
    """
    if basis is not None:
        page = await ports.rows.rows(RowFilter(ids=[transaction_id]), limit=1)
        if page.items and not page.items[0].can_have_basis:
            raise NoBasisHereError
    account = await ports.accounts.account(await ports.overrides.set_basis(transaction_id, basis))
    await ask_for_rebuild(ports.messages, account)
    return RebuildAsked(account_id=account.id, rows_version=account.rows_version)


async def ask_for_rebuild(messages: Messages, account: Account) -> None:
    """
    Have an account's books rebuilt.

    The message of one version of the rows goes out once, and every change raises the version: a value that is set,
    changed and set again within minutes still ends in the books. Raises UnavailableError, whose sentence says that the
    change itself is kept.
    """
    once = f"books-{account.id}-{account.rows_version}"
    try:
        await messages.publish(REBUILD, {"account_id": account.id}, deduplication_id=once)
    except UnavailableError as failure:
        raise UnavailableError(
            "Your change is kept, but the books could not be asked for just now. Save it again in a minute.",
            code="queue_unavailable",
        ) from failure
