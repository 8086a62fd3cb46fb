"""Asking to be deleted, with everything."""

from lib.ports.accounts import Attempts, Identities, Profiles
from lib.ports.messages import Messages
from lib.usecases.prove_password import prove_password


async def request_deletion(
    identities: Identities,
    attempts: Attempts,
    profile: Profiles,
    messages: Messages,
    *,
    user_id: str,
    email: str,
    access_token: str,
    password: str,
) -> None:
    """
    Write the wish down, have a job carry it out, and sign the user out everywhere.

    Raises ForbiddenError for a wrong password, TooManyAttemptsError, UnavailableError when the job could not be
    asked for; nothing is deleted then and the user may ask again.
    """
    await prove_password(identities, attempts, email=email, password=password)
    await profile.note("deletion_requested")
    await messages.publish("/api/jobs/users/delete", {"user_id": user_id}, deduplication_id=f"delete-user-{user_id}")
    await identities.sign_out(access_token, "global")
