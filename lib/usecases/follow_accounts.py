"""Choose which accounts of a link are followed."""

from collections.abc import Mapping

from lib.domain.errors import DomainError
from lib.ports.connections import ChosenAccount, Connections, OfferedAccount
from lib.ports.ledger import Account, Accounts
from lib.ports.messages import Messages
from lib.usecases.ask_for_sync import ask_for_syncs
from lib.usecases.show_links import Followed, followed_named


async def follow_accounts(
    connections: Connections,
    accounts: Accounts,
    messages: Messages,
    connection_id: str,
    chosen: Mapping[str, str | None],
) -> list[Followed]:
    """
    Follow exactly these accounts of a link, by number, and read the new ones at once.

    To each number belongs the imported account that it is, None for a new one or for whichever has the number already.
    Raises NotFoundError, ConflictError, and DomainError for a number that the link does not open, or for an imported
    account that is chosen twice.
    """
    offered = {one.number: one for one in await connections.offered(connection_id)}
    require_offered(offered, chosen)
    require_each_once(chosen)
    theirs = {one.account_number: one for one in await accounts.accounts() if one.account_number}
    before = {one.account_id for one in await connections.linked_accounts() if one.connection_id == connection_id}
    wanted = [choice(offered[number], account_id, theirs.get(number)) for number, account_id in chosen.items()]
    followed = await connections.follow(connection_id, wanted)
    await ask_for_syncs(messages, [one for one in followed if one.account_id not in before])
    return await followed_named(accounts, followed)


def choice(offered: OfferedAccount, account_id: str | None, same: Account | None) -> ChosenAccount:
    """Lay out one choice; an account that has the number already is the same one."""
    return ChosenAccount(
        number=offered.number,
        name=offered.name,
        opened_on=offered.opened_on,
        account_id=account_id or (same.id if same else None),
    )


def require_offered(offered: Mapping[str, OfferedAccount], chosen: Mapping[str, str | None]) -> None:
    """Raise DomainError for a number that the link does not open."""
    strange = sorted(chosen.keys() - offered.keys())
    if strange:
        raise DomainError(f"This link does not open {' and '.join(strange)}.", code="account_not_offered")


def require_each_once(chosen: Mapping[str, str | None]) -> None:
    """Raise DomainError where one imported account is to be two of the broker's."""
    named = [account_id for account_id in chosen.values() if account_id]
    if len(named) != len(set(named)):
        raise DomainError(
            "Two accounts cannot be kept in one: their rows would never come apart again.", code="account_chosen_twice"
        )
