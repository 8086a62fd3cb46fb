"""From tokens to somebody who may come in."""

from dataclasses import dataclass

from lib.ports.accounts import Identities, OpenProfile, Profile, Session
from lib.ports.failures import ForbiddenError


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session and whose it is."""

    session: Session
    profile: Profile


async def open_session(identities: Identities, profile_of: OpenProfile, session: Session) -> SignedIn:
    """
    Return the session with its user's profile.

    Raises ForbiddenError (`account_closed`) for an account that is not active; its session is ended again.
    """
    profile = await profile_of(session.access_token).read()
    if not profile.is_active:
        await identities.sign_out(session.access_token, "local")
        raise ForbiddenError("This account is closed.", code="account_closed")
    return SignedIn(session=session, profile=profile)
