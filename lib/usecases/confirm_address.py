"""Confirming a mail address with the link that was sent to it."""

import secrets

from lib.domain.errors import DomainError
from lib.ports.accounts import Attempts, Identities, LinkKind, OpenProfile, PasswordRules, Session
from lib.usecases.open_session import SignedIn, open_session

NOBODYS_PASSWORD_BYTES = 32


async def confirm_address(
    identities: Identities,
    attempts: Attempts,
    passwords: PasswordRules,
    profile_of: OpenProfile,
    *,
    token_hash: str,
    kind: LinkKind,
    password: str | None = None,
) -> SignedIn:
    """
    Spend the link, make `password` the one that counts, and sign the owner in.

    The password is checked before the link is spent, so that a weak one can be corrected. Raises DomainError,
    LinkSpentError, TooManyAttemptsError, UnavailableError.
    """
    await attempts.spend("verify")
    if password is not None:
        await passwords.check(password)
    session = await identities.spend_link(token_hash, kind)
    if password is not None:
        await decide_password(identities, passwords, session, password)
    return await open_session(identities, profile_of, session)


async def decide_password(identities: Identities, passwords: PasswordRules, session: Session, password: str) -> None:
    """
    Have this password count from now on, and no session but this one.

    Refused only now (it resembles the address, say), it must not leave the one given at registration in force, which
    may be a stranger's: the account gets one that nobody knows, and its owner another way in. Raises DomainError.
    """
    try:
        await passwords.check(password, session.email)
        await set_unless_same(identities, session, password)
    except DomainError as refused:
        await identities.set_password(session.access_token, secrets.token_urlsafe(NOBODYS_PASSWORD_BYTES))
        await identities.sign_out(session.access_token, "global")
        message = f"{refused.message} Your address is confirmed; have a link sent to choose another password."
        raise DomainError(message, code="password_not_set") from None
    await identities.sign_out(session.access_token, "others")


async def set_unless_same(identities: Identities, session: Session, password: str) -> None:
    """Set the password; that it is the present one already is as good."""
    try:
        await identities.set_password(session.access_token, password)
    except DomainError as refused:
        if refused.code != "same_password":
            raise
