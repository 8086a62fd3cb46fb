"""A new account."""

from lib.ports.accounts import Attempts, Identities, PasswordRules
from lib.usecases.even_timing import no_sooner


async def register_user(
    identities: Identities, attempts: Attempts, passwords: PasswordRules, *, email: str, password: str
) -> None:
    """
    Have a confirmation mailed to a new address.

    For an address that has an account nothing happens, which neither the answer nor its time tells. Raises
    DomainError for a weak password, TooManyAttemptsError, UnavailableError.
    """
    await attempts.spend("register", email)
    await passwords.check(password, email)
    async with no_sooner():
        await identities.sign_up(email, password)
