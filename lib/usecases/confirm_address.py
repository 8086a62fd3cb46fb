"""Confirming a mail address with the link that was sent to it."""

from lib.ports.accounts import Attempts, Identities, LinkKind, OpenProfile
from lib.usecases.open_session import SignedIn, open_session


async def confirm_address(
    identities: Identities, attempts: Attempts, profile_of: OpenProfile, *, token_hash: str, kind: LinkKind
) -> SignedIn:
    """Spend the link and sign its owner in; raises LinkSpentError, TooManyAttemptsError, UnavailableError."""
    await attempts.spend("verify")
    session = await identities.spend_link(token_hash, kind)
    return await open_session(identities, profile_of, session)
