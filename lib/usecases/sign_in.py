"""Signing in with a password."""

from lib.ports.accounts import Attempts, Identities, OpenProfile
from lib.usecases.even_timing import refused_no_sooner
from lib.usecases.open_session import SignedIn, open_session


async def sign_in(
    identities: Identities, attempts: Attempts, profile_of: OpenProfile, *, email: str, password: str
) -> SignedIn:
    """
    Open a session.

    Raises WrongCredentialsError, the same and after the same time for a wrong password, an unknown address and one
    that was never confirmed; ForbiddenError for a closed account; TooManyAttemptsError, UnavailableError.
    """
    await attempts.spend("sign_in", email)
    async with refused_no_sooner():
        session = await identities.sign_in(email, password)
    return await open_session(identities, profile_of, session)
