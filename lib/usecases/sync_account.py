"""Bring one account up to date with the broker."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lib.domain.new_york import new_york_day
from lib.ports.broker import AccessRevokedError, Broker, BrokerRefusedError, OpenBroker, ReadsRows
from lib.ports.failures import NotFoundError, PortError, UnavailableError
from lib.ports.locks import Locks
from lib.ports.messages import Messages
from lib.ports.sync import KeptGrant, Run, SyncAccount, SyncKind, SyncStore
from lib.ports.vault import Vault
from lib.usecases.ask_for_rebuild import REBUILD
from lib.usecases.keep_grants import is_current, open_grant, reseal
from lib.usecases.sync_failures import Delivery, count_refusal, note, pause
from lib.usecases.sync_fan_out import SYNC
from lib.usecases.sync_run import Scene, carry_out
from lib.usecases.sync_windows import first_window, plan, year_to_reread

logger = logging.getLogger(__name__)

ENOUGH = timedelta(seconds=60)  # of one call; what is left is for the next message
LOCKED_FOR = 60  # seconds; longer calls go on without a lock


class SyncOutcome(StrEnum):
    """How a call can end well; a sync that is not done goes on by the next message."""

    SYNCED = "synced"
    CONTINUED = "continued"
    BUSY = "busy"
    GONE = "gone"
    REVOKED = "revoked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPorts:
    """What a sync needs from outside; `now` is our clock, which may be wrong by hours, `chance` is 0 to 1."""

    store: SyncStore
    open_broker: OpenBroker
    read: ReadsRows
    vault: Vault
    messages: Messages
    locks: Locks
    now: Callable[[], datetime]
    chance: Callable[[], float]


async def sync_account(ports: SyncPorts, account_id: str, delivery: Delivery) -> SyncOutcome:
    """
    Read what the broker has of an account, and ask for its books where something changed.

    Safe to call twice, late, or at once with another: everything is stored under the broker's ids, and the place in a
    long history is kept with its rows. While one message is at it, another one finds the account busy. Raises
    UnavailableError, the broker's among them, after whose pause the same message is to come again.
    """
    lock = f"sync:{account_id}"
    if not await ports.locks.take(lock, delivery.message_id, LOCKED_FOR):
        return SyncOutcome.BUSY
    try:
        outcome = await guarded(ports, account_id)
    except UnavailableError as failure:
        failure.retry_after = pause(failure.retry_after, delivery.retried, ports.chance())
        raise
    finally:
        await ports.locks.release(lock, delivery.message_id)
    if outcome is SyncOutcome.CONTINUED:
        await ports.messages.publish(SYNC, {"account_id": account_id})
    return outcome


async def guarded(ports: SyncPorts, account_id: str) -> SyncOutcome:
    """Sync, and keep why it failed."""
    try:
        account = await ports.store.account(account_id)
        try:
            return await synced(ports, account)
        except AccessRevokedError as refused:
            await count_refusal(ports.store, ports.messages, account, refused, ports.now())
            return SyncOutcome.REVOKED
        except BrokerRefusedError as refused:
            await note(ports.store, account_id, refused)
            return SyncOutcome.REFUSED
        except NotFoundError:
            raise
        except PortError as failure:
            await note(ports.store, account_id, failure)
            raise
    except NotFoundError:
        logger.info("account %s syncs no more", account_id)
        return SyncOutcome.GONE


async def synced(ports: SyncPorts, account: SyncAccount) -> SyncOutcome:
    """Carry out the run that is under way, then what is due today."""
    started = ports.now()
    today = new_york_day(started)
    broker = await opened(ports, account)
    kind, days = plan(account, today)
    while True:
        run = await ports.store.begin(account.account_id, kind, days, first_window(kind, days))
        if not await went_through(ports, account, broker, run, started):
            return SyncOutcome.CONTINUED
        if run.kind is not SyncKind.REREAD and run.days.last >= days.last:
            break
        if is_late(ports, started):
            return SyncOutcome.CONTINUED
    return await reread(ports, account, broker, today, started)


async def reread(ports: SyncPorts, before: SyncAccount, broker: Broker, today: date, started: datetime) -> SyncOutcome:
    """Read the year whose turn it is again, once a day; an account that has just come in needs none."""
    year = year_to_reread(before, today)
    if year is None:
        return SyncOutcome.SYNCED
    run = await ports.store.begin(before.account_id, SyncKind.REREAD, year, year)
    done = await went_through(ports, before, broker, run, started)
    return SyncOutcome.SYNCED if done else SyncOutcome.CONTINUED


async def went_through(ports: SyncPorts, account: SyncAccount, broker: Broker, run: Run, started: datetime) -> bool:
    """Carry out a run; whether it came to its end."""
    scene = Scene(
        store=ports.store,
        broker=broker,
        read=ports.read,
        account=account,
        ask_for_books=lambda version: ask_for_books(ports.messages, account.account_id, version),
        is_late=lambda: is_late(ports, started),
        now=ports.now,
    )
    return await carry_out(scene, run)


def is_late(ports: SyncPorts, started: datetime) -> bool:
    """Whether this call has taken long enough."""
    return ports.now() - started >= ENOUGH


async def ask_for_books(messages: Messages, account_id: str, version: int) -> None:
    """Have the books rebuilt; the message of one version of the rows goes out once within minutes."""
    await messages.publish(REBUILD, {"account_id": account_id}, deduplication_id=f"books-{account_id}-{version}")


async def opened(ports: SyncPorts, account: SyncAccount) -> Broker:
    """Open the link's grant; one that an older key sealed is sealed anew. Raises as the vault and the broker do."""
    connection_id, user_id = account.connection_id, account.user_id
    sealed = await ports.store.grant(connection_id)
    grant = open_grant(ports.vault, sealed, connection_id, user_id)
    broker = await ports.open_broker(grant)
    await ports.store.accepted(connection_id)
    if not is_current(ports.vault, sealed):
        await reseal(ports.store, ports.vault, KeptGrant(connection_id=connection_id, user_id=user_id, grant=sealed))
    return broker
