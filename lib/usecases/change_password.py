"""A new password for somebody who knows the old one."""

from lib.domain.errors import DomainError
from lib.ports.accounts import Attempts, Identities, PasswordRules
from lib.usecases.prove_password import prove_password


async def change_password(
    identities: Identities,
    attempts: Attempts,
    passwords: PasswordRules,
    *,
    email: str,
    access_token: str,
    current: str,
    new: str,
) -> None:
    """
    Set a new password and end every other session.

    Raises DomainError for a weak or unchanged one, ForbiddenError for a wrong present one, TooManyAttemptsError.
    """
    if new == current:
        raise DomainError("Choose a password other than the present one.", code="same_password")
    await passwords.check(new, email)
    await prove_password(identities, attempts, email=email, password=current)
    await identities.set_password(access_token, new)
    await identities.sign_out(access_token, "others")
