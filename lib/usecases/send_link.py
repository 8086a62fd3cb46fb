"""Mails with a link, sent when somebody asks; the answer never tells whether there was an account to send to."""

from lib.ports.accounts import Attempts, Identities
from lib.usecases.even_timing import no_sooner


async def send_confirmation_again(identities: Identities, attempts: Attempts, email: str) -> None:
    """Mail the confirmation again where one is due; raises TooManyAttemptsError, UnavailableError."""
    await attempts.spend("resend", email)
    async with no_sooner():
        await identities.resend_confirmation(email)


async def send_recovery(identities: Identities, attempts: Attempts, email: str) -> None:
    """Mail a link to choose a new password where there is an account; raises as the other does."""
    await attempts.spend("recover", email)
    async with no_sooner():
        await identities.mail_recovery(email)
