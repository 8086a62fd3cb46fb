"""Link a trader's accounts at the broker by a grant that reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from lib.domain.errors import DomainError
from lib.ports.accounts import Attempts
from lib.ports.broker import READ_ONLY, Access, AccessRevokedError, AccountAtBroker, Grant, Grants
from lib.ports.connections import Connection, ConnectionKind, Connections, LinkedAccount
from lib.ports.failures import NotFoundError
from lib.ports.messages import Messages
from lib.ports.vault import Vault
from lib.usecases.ask_for_sync import ask_for_syncs
from lib.usecases.compare_twins import Comparing, offers
from lib.usecases.keep_grants import seal_grant


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPorts:
    """What linking needs from outside; `user_id` and `email` are of who links."""

    user_id: str
    email: str
    attempts: Attempts
    grants: Grants
    vault: Vault
    connections: Connections
    comparing: Comparing
    messages: Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A grant that counts, and the accounts that it opens."""

    grant: Grant
    access: Access
    accounts: Sequence[AccountAtBroker]


async def link(ports: LinkPorts, grant: Grant) -> Connection:
    """
    Link by a grant of the user's own client.

    Nothing is kept of a grant that the broker refuses, or that may do more than read: DomainError. Raises
    TooManyAttemptsError, BrokerUnavailableError, UnavailableError.
    """
    await ports.attempts.spend("link", ports.email)
    return await kept_new(ports, ConnectionKind.PERSONAL, await opened(ports.grants, grant))


async def relink(ports: LinkPorts, connection_id: str, grant: Grant) -> Connection:
    """
    Put a new grant in the place of a link's old one; its accounts are read on where they were left.

    Raises as `link` does, NotFoundError, and DomainError for a grant that does not open the accounts it is for.
    """
    await ports.attempts.spend("link", ports.email)
    await link_of(ports.connections, connection_id)
    return await kept_again(ports, connection_id, ConnectionKind.PERSONAL, await opened(ports.grants, grant))


async def kept_new(ports: LinkPorts, kind: ConnectionKind, new: Opened) -> Connection:
    """Keep a grant under an id of its own."""
    return await keep(ports, str(uuid4()), kind, new)


async def kept_again(ports: LinkPorts, connection_id: str, kind: ConnectionKind, new: Opened) -> Connection:
    """Keep a grant under the id of a link, and read its accounts at once."""
    followed = await followed_by(ports.connections, connection_id)
    require_same_accounts(followed, new.accounts)
    connection = await keep(ports, connection_id, kind, new)
    await ask_for_syncs(ports.messages, followed)
    return connection


async def keep(ports: LinkPorts, connection_id: str, kind: ConnectionKind, new: Opened) -> Connection:
    """Keep a grant, sealed, and which accounts it opens."""
    offered = await offers(ports.comparing, ports.grants, new.access, new.accounts)
    sealed = seal_grant(ports.vault, new.grant, connection_id, ports.user_id)
    connection = await ports.connections.keep(connection_id, kind, sealed)
    await ports.connections.offer(connection_id, offered)
    return connection


async def opened(grants: Grants, grant: Grant) -> Opened:
    """Open a session to see that a grant counts; raises DomainError for one that does not, or may do too much."""
    try:
        access = await grants.check(grant)
        require_read_only(access.scopes)
        accounts = await grants.accounts(access)
    except AccessRevokedError as refused:
        raise DomainError(
            "tastytrade does not accept this client secret with this refresh token. Copy both once more, whole; a "
            "secret that was regenerated ends the refresh tokens made before it.",
            code="grant_refused",
        ) from refused
    if not accounts:
        raise DomainError("tastytrade knows no account behind this grant.", code="no_accounts")
    return Opened(grant=grant, access=access, accounts=accounts)


def require_read_only(scopes: frozenset[str] | None) -> None:
    """Raise DomainError for scopes that are more than reading, or do not cover it; untold ones pass (record 0027)."""
    if scopes is None:
        return
    if scopes - READ_ONLY:
        raise DomainError(
            "This grant could do more than read your accounts. Make an application with the scope “read” only, and a "
            "grant of that one: we never want to be able to trade for you.",
            code="grant_not_read_only",
        )
    if "read" not in scopes:
        raise DomainError("This grant may not read your accounts. Give it the scope “read”.", code="grant_cannot_read")


def require_same_accounts(followed: Sequence[LinkedAccount], offered: Sequence[AccountAtBroker]) -> None:
    """Raise DomainError where a grant does not open what its link follows: it is another login's."""
    missing = sorted({one.account_number for one in followed} - {one.number for one in offered})
    if missing:
        raise DomainError(
            f"This grant does not open {' and '.join(missing)}. Make it with the tastytrade login that the account "
            "belongs to, or link that login beside this one.",
            code="other_login",
        )


async def unlink(connections: Connections, connection_id: str) -> None:
    """Forget a link and its secrets at once; accounts, rows and books stay. Raises NotFoundError."""
    await connections.unlink(connection_id)


async def link_of(connections: Connections, connection_id: str) -> Connection:
    """Return one of the user's links; raises NotFoundError."""
    found = next((one for one in await connections.connections() if one.id == connection_id), None)
    if found is None:
        raise NotFoundError("There is no such link, or it is not yours.", code="connection_not_found")
    return found


async def followed_by(connections: Connections, connection_id: str) -> list[LinkedAccount]:
    """Return the accounts that a link follows."""
    return [one for one in await connections.linked_accounts() if one.connection_id == connection_id]
