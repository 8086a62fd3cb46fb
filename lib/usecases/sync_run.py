"""One run of a sync, from where it was left to its end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from lib.domain.new_york import new_york_day
from lib.ports.broker import Broker, Days, ReadsRows
from lib.ports.sync import Run, SyncAccount, SyncKind, SyncStore
from lib.usecases.sync_backfill import load
from lib.usecases.sync_extras import Extras
from lib.usecases.sync_recount import Reader, settle
from lib.usecases.sync_windows import ORDERS_LIVE, following_window


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a run works with; `account` is as it was before the run."""

    store: SyncStore
    broker: Broker
    read: ReadsRows
    account: SyncAccount
    ask_for_books: Callable[[int], Awaitable[None]]
    is_late: Callable[[], bool]
    now: Callable[[], datetime]


async def carry_out(scene: Scene, run: Run) -> bool:
    """
    Read the run's rows, ask for books where they changed, read the rest, and end the run.

    Whether it ended; it is left for the next call when this one has taken long enough. Everything before the end may
    be done twice: a call that dies anywhere is repeated.
    """
    if not await read_rows(scene, run):
        return False
    version = (await scene.store.account(run.account_id)).rows_version
    if version > run.version_before:
        await scene.ask_for_books(version)
    if run.kind is not SyncKind.REREAD:
        await keep_extras(scene, run)
    await scene.store.finish(run, min(run.days.last, new_york_day(scene.now())))
    return True


async def read_rows(scene: Scene, run: Run) -> bool:
    """Read the windows that are left; whether all of them are read."""
    reader = Reader(broker=scene.broker, number=scene.account.account_number, read=scene.read)
    if run.kind is SyncKind.BACKFILL:
        return await load(scene.store, reader, run, scene.is_late)
    window: Days | None = run.window
    while window is not None:
        await settle(scene.store, reader, run, window)
        window = following_window(run.days, window)
        if window is not None:
            await scene.store.store(run, (), (window, 0), None)
            if scene.is_late():
                return False
    return True


async def keep_extras(scene: Scene, run: Run) -> None:
    """Read orders, balances and what is held; once a day all orders that may still have been alive."""
    today = new_york_day(scene.now())
    is_first_today = run.kind is SyncKind.INCREMENTAL and scene.account.reread_on != today
    since = min(run.days.first, today - ORDERS_LIVE) if is_first_today else run.days.first
    extras = Extras(store=scene.store, broker=scene.broker, account=scene.account)
    await extras.keep(run.days, since, scene.now())
