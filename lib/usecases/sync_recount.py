"""Days read as a whole, so that late, changed and vanished rows are found."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lib.ports.broker import Broker, BrokerUnavailableError, Days, ReadsRows
from lib.ports.sync import Run, SyncStore
from lib.usecases.sync_rows import SentRow, sent_rows, store_all
from lib.usecases.sync_windows import widened

logger = logging.getLogger(__name__)

READINGS = 4
A_FEW = 20  # rows; so many may vanish at once whatever their part of the whole
TRY_AGAIN = 60  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One account's rows at the broker, and how they become ours."""

    broker: Broker
    number: str
    read: ReadsRows


@dataclass(frozen=True, slots=True)
class Whole:
    """The rows of some days by the broker's id; `is_settled` when nothing moved while they were read."""

    rows: Mapping[str, SentRow]
    is_settled: bool


async def settle(store: SyncStore, reader: Reader, run: Run, window: Days) -> None:
    """
    Make the stored rows of a window those that the broker has, and nothing but them.

    Rows that the broker has no more are marked, never deleted. Before that they are looked for in the weeks around
    the window, where the broker's filter may put them. Raises BrokerUnavailableError when the broker's pages do not
    stand still; what was read is stored by then.
    """
    whole = await read_whole(reader, window)
    await store_all(store, run, list(whole.rows.values()))
    refuse_moving(whole)
    stored = await store.broker_ids(run.account_id, window)
    gone = set(stored) - whole.rows.keys()
    if gone:
        around = await read_whole(reader, widened(window))
        refuse_moving(around)
        gone -= around.rows.keys()
    if gone:
        refuse_unlikely(gone, stored)
        await store.withdraw(run, sorted(gone))


async def read_whole(reader: Reader, days: Days) -> Whole:
    """Read every page of some days, until a reading adds up or two readings in a row bring the same rows."""
    rows: dict[str, SentRow] = {}
    before: Collection[str] | None = None
    for _ in range(READINGS):
        found, adds_up = await read_once(reader, days)
        rows |= found
        if adds_up or found.keys() == before:
            return Whole(found, is_settled=True)
        before = found.keys()
    return Whole(rows, is_settled=False)


async def read_once(reader: Reader, days: Days) -> tuple[dict[str, SentRow], bool]:
    """Read every page once; whether all of them told the same total, and so many different rows came."""
    rows: dict[str, SentRow] = {}
    totals: set[int] = set()
    offset = 0
    while True:
        page = await reader.broker.transactions(reader.number, days, offset)
        rows |= sent_rows(reader.read, page.items)
        totals.add(page.total)
        if page.is_last:
            return rows, totals == {len(rows)}
        offset += 1


def refuse_moving(whole: Whole) -> None:
    """Raise BrokerUnavailableError for rows that moved while they were read."""
    if not whole.is_settled:
        raise BrokerUnavailableError(
            "tastytrade is changing this part of your history just now. We read it again in a minute.",
            code="pages_shift",
            retry_after=TRY_AGAIN,
        )


def refuse_unlikely(gone: Collection[str], stored: Collection[str]) -> None:
    """Raise BrokerUnavailableError when most of what was there is gone: more likely half an answer than the truth."""
    if len(gone) > A_FEW and len(gone) * 2 > len(stored):
        logger.error("the broker no longer has %d of %d rows; none of them is marked", len(gone), len(stored))
        raise BrokerUnavailableError(
            "tastytrade left out most of what it had told before. We keep what we have and ask again.",
            code="most_rows_missing",
        )
