"""Have every account whose sync is due read by a message of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.ports.messages import Batches, Message, Messages
from lib.ports.sync import DueAccounts

FAN_OUT = "/api/jobs/sync/fan-out"
SYNC = "/api/jobs/sync/account"
ACCOUNTS_PER_PAGE = 500
MESSAGES_PER_CALL = 100
SLOT = 300  # seconds; how often the clock rings


@dataclass(frozen=True, slots=True, kw_only=True)
class FannedOut:
    """How many accounts of this page were due, and after which the next page begins; None at the end."""

    due: int
    after: str | None


def slot_of(at: datetime) -> str:
    """Name the ring of the clock that a moment belongs to."""
    return str(int(at.timestamp()) // SLOT)


async def fan_out(
    store: DueAccounts, messages: Messages, batches: Batches, *, now: datetime, after: str | None, slot: str | None
) -> FannedOut:
    """
    Publish one page's messages, and one for the next page.

    `slot` is that of the first page. An account is marked as queued when the queue has its message: after a crash in
    between it is asked for twice, and the second message within minutes is dropped. Raises UnavailableError.
    """
    ring = slot or slot_of(now)
    due = await store.due(now, after, ACCOUNTS_PER_PAGE)
    for chunk in chunks(due):
        await batches.publish_all([message_for(account_id, ring) for account_id in chunk])
        await store.queued(chunk)
    if len(due) < ACCOUNTS_PER_PAGE:
        return FannedOut(due=len(due), after=None)
    last = due[-1]
    await messages.publish(FAN_OUT, {"after": last, "slot": ring}, deduplication_id=f"fan-out-{ring}-{last}")
    return FannedOut(due=len(due), after=last)


def message_for(account_id: str, slot: str) -> Message:
    """Return the message that has an account read."""
    return Message(path=SYNC, body={"account_id": account_id}, deduplication_id=f"{account_id}-{slot}")


def chunks(ids: Sequence[str]) -> list[Sequence[str]]:
    """Cut a page into calls of the queue."""
    return [ids[start : start + MESSAGES_PER_CALL] for start in range(0, len(ids), MESSAGES_PER_CALL)]
