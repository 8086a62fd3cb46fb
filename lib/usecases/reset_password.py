"""A new password for somebody who forgot the old one."""

from lib.domain.errors import DomainError
from lib.ports.accounts import Attempts, Identities, OpenProfile, PasswordRules, Session
from lib.usecases.open_session import SignedIn, open_session


async def reset_password(
    identities: Identities,
    attempts: Attempts,
    passwords: PasswordRules,
    profile_of: OpenProfile,
    *,
    token_hash: str,
    password: str,
) -> SignedIn:
    """
    Spend the mailed link, set the password, end every other session and sign the owner in.

    The password is checked before the link is spent, so that a weak one can be corrected. Raises DomainError,
    LinkSpentError, TooManyAttemptsError, UnavailableError.
    """
    await attempts.spend("reset")
    await passwords.check(password)
    session = await identities.spend_link(token_hash, "recovery")
    await set_or_leave(identities, passwords, session, password)
    await identities.sign_out(session.access_token, "others")
    return await open_session(identities, profile_of, session)


async def set_or_leave(identities: Identities, passwords: PasswordRules, session: Session, password: str) -> None:
    """Set the password; where it is refused the session the link opened is ended, or it would be a way in."""
    try:
        await passwords.check(password, session.email)
        await identities.set_password(session.access_token, password)
    except DomainError as refused:
        await identities.sign_out(session.access_token, "local")
        raise DomainError(f"{refused.message} Ask for a new link first: this one is used.", code=refused.code) from None
