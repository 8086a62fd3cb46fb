"""Asking for the password again before something that cannot be undone."""

from lib.ports.accounts import Attempts, Identities, WrongCredentialsError
from lib.ports.failures import ForbiddenError


async def prove_password(identities: Identities, attempts: Attempts, *, email: str, password: str) -> None:
    """
    Return when this is the user's password; raises ForbiddenError (`wrong_password`), TooManyAttemptsError.

    Auth checks a password only by signing in, so the audit log shows a sign-in; its session is ended at once.
    """
    await attempts.spend("check_password", email)
    try:
        proof = await identities.sign_in(email, password)
    except WrongCredentialsError:
        raise ForbiddenError("This is not your present password.", code="wrong_password") from None
    await identities.sign_out(proof.access_token, "local")
