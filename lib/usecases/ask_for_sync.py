"""Have accounts read without waiting for their turn."""

from collections.abc import Sequence
from datetime import datetime

from lib.ports.connections import Connections, LinkedAccount
from lib.ports.failures import UnavailableError
from lib.ports.messages import Messages
from lib.usecases.sync_fan_out import SYNC, slot_of


async def sync_now(connections: Connections, messages: Messages, account_id: str) -> LinkedAccount:
    """
    Have an account read now.

    Raises NotFoundError for one that does not sync, TooManyAttemptsError within a minute of the last request, and
    UnavailableError when the queue takes no message: it is then read with the others that are due.
    """
    asked = await connections.ask(account_id)
    try:
        await messages.publish(SYNC, {"account_id": account_id})
    except UnavailableError as failure:
        raise UnavailableError(
            "Your account will be read within five minutes. It could not be asked for at once.",
            code="queue_unavailable",
        ) from failure
    return asked


async def watch(connections: Connections, messages: Messages, account_id: str, now: datetime) -> LinkedAccount:
    """
    Say that the user is looking at an account; one whose turn has come is read at once.

    Raises NotFoundError. A queue that takes no message is no matter: the clock rings within minutes.
    """
    watched = await connections.watch(account_id)
    if watched.next_due_at is not None and watched.next_due_at <= now:
        once = f"{account_id}-watched-{slot_of(now)}"
        try:
            await messages.publish(SYNC, {"account_id": account_id}, deduplication_id=once)
        except UnavailableError:
            return watched
    return watched


async def ask_for_syncs(messages: Messages, accounts: Sequence[LinkedAccount]) -> None:
    """Have accounts read that are due already; where the queue takes no message the clock's next ring does."""
    try:
        for one in accounts:
            await messages.publish(SYNC, {"account_id": one.account_id})
    except UnavailableError:
        return
