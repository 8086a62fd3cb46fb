"""Grants as they are kept: each text sealed to its own place."""

from dataclasses import dataclass

from lib.ports.broker import Grant
from lib.ports.connections import SealedGrant
from lib.ports.messages import Messages
from lib.ports.sync import KeptGrant, SyncStore
from lib.ports.vault import Place, Vault

TABLE = "broker_secrets"
GRANTS_PER_CALL = 200
RESEAL = "/api/jobs/sync/reseal"


def place_of(column: str, connection_id: str, user_id: str) -> Place:
    """Return where one of a link's two texts is kept."""
    return Place(table=TABLE, column=column, row_id=connection_id, user_id=user_id)


def seal_grant(vault: Vault, grant: Grant, connection_id: str, user_id: str) -> SealedGrant:
    """Seal both texts of a grant."""
    return SealedGrant(
        client_secret=vault.seal(grant.client_secret, place_of("client_secret", connection_id, user_id)),
        refresh_token=vault.seal(grant.refresh_token, place_of("refresh_token", connection_id, user_id)),
    )


def open_grant(vault: Vault, sealed: SealedGrant, connection_id: str, user_id: str) -> Grant:
    """Open both; raises BrokenSealError for texts that were not sealed for this link and this user."""
    return Grant(
        client_secret=vault.open(sealed.client_secret, place_of("client_secret", connection_id, user_id)),
        refresh_token=vault.open(sealed.refresh_token, place_of("refresh_token", connection_id, user_id)),
    )


def is_current(vault: Vault, sealed: SealedGrant) -> bool:
    """Whether the newest key sealed both."""
    return vault.is_current(sealed.client_secret) and vault.is_current(sealed.refresh_token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resealed:
    """One page of links: how many were seen and sealed anew; `after` is where the next page begins, None at the end."""

    seen: int
    resealed: int
    after: str | None


async def reseal_grants(store: SyncStore, vault: Vault, messages: Messages, after: str | None) -> Resealed:
    """
    Seal one page of grants with the newest key, and ask for the next page.

    A grant that its user replaces meanwhile is left as the user made it. Raises BrokenSealError for one that no key on
    the ring opens: an old key must stay until this has gone through. Raises UnavailableError.
    """
    page = await store.grants(after, GRANTS_PER_CALL)
    old = [kept for kept in page if not is_current(vault, kept.grant)]
    done = [await reseal(store, vault, kept) for kept in old]
    following = page[-1].connection_id if len(page) == GRANTS_PER_CALL else None
    if following is not None:
        await messages.publish(RESEAL, {"after": following})
    return Resealed(seen=len(page), resealed=sum(done), after=following)


async def reseal(store: SyncStore, vault: Vault, kept: KeptGrant) -> bool:
    """Seal one grant anew; whether it was still the one that was read."""
    grant = open_grant(vault, kept.grant, kept.connection_id, kept.user_id)
    anew = seal_grant(vault, grant, kept.connection_id, kept.user_id)
    return await store.reseal(kept.connection_id, kept.grant, anew)
