"""Add, change and delete a user's brokerage accounts."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lib.domain.errors import DomainError
from lib.ports.ledger import Account, Accounts
from lib.ports.messages import Messages
from lib.usecases.ask_for_rebuild import ask_for_rebuild
from lib.usecases.show_accounts import AccountOverview, overview


async def add_account(
    accounts: Accounts, name: str, *, account_number: str | None = None, time_zone: str | None = None
) -> AccountOverview:
    """Add an account; raises DomainError for an unknown time zone, ConflictError for a name or number in use."""
    added = await accounts.add_account(name, account_number, known_time_zone(time_zone))
    return await overview(accounts, added)


async def change_account(
    accounts: Accounts, messages: Messages, account_id: str, changes: Mapping[str, str | None]
) -> AccountOverview:
    """
    Change what is named in `changes`; another `lifo_from` has the books rebuilt.

    Raises as `add_account` does, NotFoundError, and UnavailableError when the queue takes no message.
    """
    known_time_zone(changes.get("time_zone"))
    changed = await accounts.change_account(account_id, changes) if changes else await accounts.account(account_id)
    if "lifo_from" in changes:
        await ask_for_rebuild(messages, changed)
    return await overview(accounts, changed)


async def delete_account(accounts: Accounts, account_id: str, confirmation: str | None) -> None:
    """
    Delete an account with all its rows, imports and books.

    Raises DomainError unless `confirmation` is the account's name: this cannot be undone. Raises NotFoundError.
    """
    account: Account = await accounts.account(account_id)
    if confirmation != account.name:
        raise DomainError(
            "Deleting an account deletes its rows and its books for good. Confirm with the account's name.",
            code="confirmation_needed",
        )
    await accounts.delete_account(account_id)


def known_time_zone(name: str | None) -> str | None:
    """Return the name of a time zone that exists; raises DomainError for any other."""
    if name is None:
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:  # a folder of the zone files is an OSError
        raise DomainError(
            f"There is no time zone called {name[:64]}. Choose one like America/New_York.", code="unknown_time_zone"
        ) from unknown
