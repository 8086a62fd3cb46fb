"""Which broker days a sync reads, and in which pieces."""

from datetime import date, timedelta

from lib.ports.broker import Days
from lib.ports.connections import SyncPhase
from lib.ports.sync import SyncAccount, SyncKind

ONE_DAY = timedelta(days=1)
# Settlements post days late, and the broker corrects rows of the days before.
OVERLAP = timedelta(days=7)
A_YEAR = timedelta(days=366)
# Good-till-cancelled orders change long after they were sent.
ORDERS_LIVE = timedelta(days=180)


def plan(account: SyncAccount, today: date) -> tuple[SyncKind, Days]:
    """
    Return what to read: everything for the first time, else what is new with a week's overlap.

    Up to the day after `today` (the broker's): a settlement carries the next day's date, and our clock may be wrong.
    """
    last = today + ONE_DAY
    if account.phase is SyncPhase.BACKFILL or account.loaded_until is None:
        return SyncKind.BACKFILL, Days(first=min(account.opened_on, today) - OVERLAP, last=last)
    return SyncKind.INCREMENTAL, Days(first=min(account.loaded_until, today) - OVERLAP, last=last)


def year_to_reread(account: SyncAccount, today: date) -> Days | None:
    """
    Return the year whose turn it is to be read again today; None once that is done.

    One after another from the account's first to the present one, then from the start.
    """
    if account.reread_on == today or account.loaded_until is None:
        return None
    before, last = account.reread_year, account.loaded_until.year
    year = account.opened_on.year if before is None or before >= last else before + 1
    year = min(max(year, account.opened_on.year), last)
    return Days(first=date(year, 1, 1), last=date(year, 12, 31))


def first_window(kind: SyncKind, days: Days) -> Days:
    """
    Return the first piece: the rest of the first year, or everything where that is no more than a year.

    A back-fill looks at the whole first, because most histories fit in one page.
    """
    is_short = days.last - days.first < A_YEAR
    return days if is_short or kind is SyncKind.BACKFILL else year_from(days.first, days)


def following_window(days: Days, window: Days) -> Days | None:
    """Return the next piece after this one; None when the days are read."""
    return None if window.last >= days.last else year_from(window.last + ONE_DAY, days)


def year_from(first: date, days: Days) -> Days:
    """Return the rest of a day's year, as far as it is among the days."""
    return Days(first=first, last=min(date(first.year, 12, 31), days.last))


def widened(days: Days) -> Days:
    """Return the days with a week on either side: where a row's day and the broker's filter may disagree."""
    return Days(first=days.first - OVERLAP, last=days.last + OVERLAP)
