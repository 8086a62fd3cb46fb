"""Show a user's links with the accounts that they follow."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from lib.ports.connections import Connection, Connections, LinkedAccount, OfferedAccount
from lib.ports.ledger import Account, Accounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """An account that syncs, and what its owner calls it."""

    account: LinkedAccount
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOverview:
    """A link and what it follows, oldest first."""

    link: Connection
    accounts: tuple[Followed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOffer:
    """An account that a link opens, the account here that has its number, and whether it syncs through this link."""

    offered: OfferedAccount
    account_id: str | None
    is_followed: bool


async def show_links(connections: Connections, accounts: Accounts) -> list[LinkOverview]:
    """Return all links, oldest first."""
    links, linked, known = await asyncio.gather(
        connections.connections(), connections.linked_accounts(), accounts.accounts()
    )
    named = with_names(linked, known)
    return [
        LinkOverview(link=link, accounts=tuple(one for one in named if one.account.connection_id == link.id))
        for link in links
    ]


def with_names(linked: Sequence[LinkedAccount], known: Sequence[Account]) -> list[Followed]:
    """Add the names; an account that was deleted in between goes by its number."""
    names = {one.id: one.name for one in known}
    return [Followed(account=one, name=names.get(one.account_id, one.account_number)) for one in linked]


async def show_offered(connections: Connections, accounts: Accounts, connection_id: str) -> list[KnownOffer]:
    """Return the accounts that a link opens, by number; raises NotFoundError."""
    offered, linked, known = await asyncio.gather(
        connections.offered(connection_id), connections.linked_accounts(), accounts.accounts()
    )
    numbered = {one.account_number: one.id for one in known if one.account_number}
    syncing = {one.account_number: one.account_id for one in linked if one.connection_id == connection_id}
    return [
        KnownOffer(
            offered=one,
            account_id=syncing.get(one.number) or numbered.get(one.number),
            is_followed=one.number in syncing,
        )
        for one in offered
    ]


async def followed_named(accounts: Accounts, linked: Sequence[LinkedAccount]) -> list[Followed]:
    """Return accounts that sync with what their owner calls them."""
    return with_names(linked, await accounts.accounts())
