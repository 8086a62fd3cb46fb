"""Another mail address for somebody who is signed in."""

from lib.domain.errors import DomainError
from lib.ports.accounts import Attempts, Identities
from lib.usecases.even_timing import no_sooner
from lib.usecases.prove_password import prove_password


async def change_address(
    identities: Identities, attempts: Attempts, *, email: str, access_token: str, new: str, password: str
) -> None:
    """
    Have a link mailed to the new address; the present one counts until that link is spent.

    For an address that has an account nothing happens, which neither the answer nor its time tells. Raises
    DomainError for the present address, ForbiddenError for a wrong password, TooManyAttemptsError, UnavailableError.
    """
    if new == email:
        raise DomainError("This is your address already.", code="same_address")
    await prove_password(identities, attempts, email=email, password=password)
    await attempts.spend("change_email", new)
    async with no_sooner():
        await identities.change_address(access_token, new)
