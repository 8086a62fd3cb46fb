"""What becomes of a sync that did not go well."""

import logging
from dataclasses import dataclass
from datetime import datetime

from lib.ports.broker import AccessRevokedError, BrokerUnavailableError
from lib.ports.failures import NotFoundError, PortError
from lib.ports.ledger import Refusal
from lib.ports.messages import Messages
from lib.ports.notices import Notices
from lib.ports.sync import SyncAccount, SyncStore

logger = logging.getLogger(__name__)

RECONNECT = "/api/jobs/sync/reconnect"
REFUSALS = 3  # in a row and spaced: the broker refuses healthy grants for minutes at a time
SPACED_BY = 600  # seconds; the store counts no two that are closer
FIRST_PAUSE = 30  # seconds; four times as long after every try
LONGEST_PAUSE = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Which message asks, and how often it came before."""

    message_id: str
    retried: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadMessage:
    """A message that the queue gave up; `code` and `message` are our own last answer's, where there was one."""

    id: str
    path: str
    account_id: str | None
    status: int
    code: str | None
    message: str | None


async def note(store: SyncStore, account_id: str, failure: PortError) -> None:
    """Keep why a sync failed, for its user to read."""
    await store.fail(account_id, Refusal(code=failure.code, message=failure.message))


def pause(asked: int | None, retried: int, chance: float) -> int:
    """
    Return the seconds until a message is to come again: never less than the other side `asked` for.

    `chance` between 0 and 1 stretches it by up to a half, so that those who failed together do not come together.
    """
    grown = min(FIRST_PAUSE << 2 * min(retried, 9), LONGEST_PAUSE)  # four times as long each time
    return round(max(asked or 0, grown) * (1 + chance / 2))


async def count_refusal(
    store: SyncStore, messages: Messages, account: SyncAccount, refused: AccessRevokedError, at: datetime
) -> None:
    """
    Count a refusal of the grant; the third in a row ends the link and tells its user.

    The mail is asked for before the link is marked as ended: a call that dies in between is repeated, and the queue
    drops the second message within minutes. Raises BrokerUnavailableError for the first two refusals: the message is
    to come again when one counts again.
    """
    await note(store, account.account_id, refused)
    if await store.refused(account.connection_id, at) < REFUSALS:
        raise BrokerUnavailableError(
            "tastytrade did not let us in. We ask again before we believe it.",
            code="access_refused",
            retry_after=SPACED_BY,
        )
    if await store.is_revoked(account.connection_id):
        return
    once = f"reconnect-{account.connection_id}"
    await messages.publish(RECONNECT, {"user_id": account.user_id}, deduplication_id=once)
    await store.revoke(account.connection_id)


async def bury(store: SyncStore, notices: Notices, dead: DeadMessage) -> None:
    """
    Keep that a message was given up, and tell the owner of this installation.

    Raises UnavailableError when the owner cannot be told now.
    """
    if dead.account_id is not None:
        message = dead.message or "Reading your account failed again and again. We look into it and try again."
        try:
            await store.fail(dead.account_id, Refusal(code=dead.code or "sync_failed", message=message))
        except NotFoundError:
            logger.info("account %s syncs no more", dead.account_id)
    await tell_owner(notices, dead)


async def tell_owner(notices: Notices, dead: DeadMessage) -> None:
    """Tell the owner of this installation that a message was given up; raises UnavailableError."""
    logger.error("message %s to %s was given up with status %d", dead.id, dead.path, dead.status)
    told = f"Message {dead.id} to {dead.path} was given up: status {dead.status}, {dead.code or 'no code'}."
    await notices.alert("A message was given up", f"{told} Account: {dead.account_id or 'none'}.")
