"""Show a user's brokerage accounts with what their imports cover and where something may be missing."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from lib.ports.ledger import Account, Accounts, Coverage, Span

NEW_YORK = ZoneInfo("America/New_York")
DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """New York days, both included, that no export of the account covers although some before and after do."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOverview:
    """An account, what its imports cover, and the gaps between them, oldest first."""

    account: Account
    coverage: Coverage
    gaps: tuple[Gap, ...]


async def show_accounts(accounts: Accounts) -> list[AccountOverview]:
    """Return all of the user's accounts, oldest first."""
    known = await accounts.accounts()
    return list(await asyncio.gather(*(overview(accounts, account) for account in known)))


async def overview(accounts: Accounts, account: Account) -> AccountOverview:
    """Return one account with its coverage."""
    coverage = await accounts.coverage(account.id)
    return AccountOverview(account=account, coverage=coverage, gaps=tuple(gaps_between(coverage.spans)))


def gaps_between(spans: Sequence[Span]) -> Iterator[Gap]:
    """
    Yield the stretches between exports that could hide a trade; `spans` come oldest first.

    An export ends at its last row, so days without one look like a gap, too: the trader decides. Weekends alone are
    none, because the market is closed.
    """
    for before, after in pairwise(spans):
        first, last = new_york_day(before.last_at) + DAY, new_york_day(after.first_at) - DAY
        if any((first + n * DAY).weekday() < SATURDAY for n in range((last - first).days + 1)):
            yield Gap(first_day=first, last_day=last)


def new_york_day(at: datetime) -> date:
    """Return the day in New York."""
    return at.astimezone(NEW_YORK).date()
