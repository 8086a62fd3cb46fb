"""Renewing a session."""

from lib.ports.accounts import Attempts, Identities, OpenProfile
from lib.usecases.open_session import SignedIn, open_session


async def refresh_session(
    identities: Identities, attempts: Attempts, profile_of: OpenProfile, *, refresh_token: str
) -> SignedIn:
    """
    Exchange a refresh token for new tokens.

    Raises SignedOutError for a token that no longer counts; one that is used a second time ends its whole session,
    because somebody else may hold a copy. Raises ForbiddenError for an account closed meanwhile.
    """
    await attempts.spend("refresh")
    session = await identities.refresh(refresh_token)
    return await open_session(identities, profile_of, session)
