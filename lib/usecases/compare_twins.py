"""Compare imported accounts with those at the broker, before somebody says that two are the same."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lib.domain.identity import identity_of, match_rows
from lib.domain.new_york import new_york_day
from lib.domain.transactions import Transaction
from lib.ports.broker import Access, AccountAtBroker, Days, Grants, Page, ReadsRows
from lib.ports.connections import OfferedAccount, Twins
from lib.ports.failures import PortError
from lib.ports.figures import Period
from lib.ports.ledger import Account, Accounts, RowStore
from lib.ports.rows import RowFilter, Rows

DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)
MOST_PAIRS = 6  # one call at the broker each
ROWS_PER_PAGE = 1_000
MOST_PAGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """What comparing needs of the user's, and how a row of the broker's is read."""

    accounts: Accounts
    rows: Rows
    row_store: RowStore
    read: ReadsRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An account that only files fed, without a number to know it by, and the last New York day they cover."""

    account: Account
    first_day: date
    last_day: date


async def offers(
    ports: Comparing, grants: Grants, access: Access, accounts: Sequence[AccountAtBroker]
) -> list[OfferedAccount]:
    """
    Return what a link opens, each account compared with the imported ones that it may be.

    Six pairs at most, over the last year that the files cover and a thousand rows of the broker's: a look, not a sync.
    What cannot be compared now is offered without.
    """
    imported = await without_number(ports.accounts)
    pairs = [(at_broker, one) for at_broker in accounts for one in imported if may_be(at_broker, one)][:MOST_PAIRS]
    found = await asyncio.gather(*(compared(ports, grants, access, at.number, one) for at, one in pairs))
    by_number = [(at.number, twins) for (at, _), twins in zip(pairs, found, strict=True) if twins]
    return [
        OfferedAccount(
            number=one.number,
            name=one.nickname,
            type_name=one.type_name,
            opened_on=one.opened_on,
            is_closed=one.is_closed,
            twins=tuple(twins for number, twins in by_number if number == one.number),
        )
        for one in accounts
    ]


async def without_number(accounts: Accounts) -> list[Imported]:
    """Return the accounts whose files did not say which account at the broker they are of."""
    nameless = [one for one in await accounts.accounts() if one.account_number is None]
    covers = await asyncio.gather(*(accounts.coverage(one.id) for one in nameless))
    return [
        Imported(account=one, first_day=new_york_day(cover.first_at), last_day=new_york_day(cover.last_at))
        for one, cover in zip(nameless, covers, strict=True)
        if cover.first_at and cover.last_at
    ]


def may_be(at_broker: AccountAtBroker, imported: Imported) -> bool:
    """Whether files can be of an account: it was open before they end."""
    return at_broker.opened_on <= imported.last_day


async def compared(ports: Comparing, grants: Grants, access: Access, number: str, imported: Imported) -> Twins | None:
    """Compare two accounts over the last year that the files cover; None where nobody can say now."""
    first = max(imported.first_day, imported.last_day - A_YEAR)
    try:
        # What settles over night counts for the day after.
        page = await grants.transactions(access, number, Days(first=first, last=imported.last_day + DAY))
        return await twins(ports, imported.account.id, Days(first=first, last=imported.last_day), page)
    except PortError:
        return None


async def twins(ports: Comparing, account_id: str, days: Days, page: Page) -> Twins | None:
    """Count how rows of one page meet those of the files; None where not even a day of rows came whole."""
    told = [ports.read(raw).transaction for raw in page.items]
    last = days.last if page.is_last else min(days.last, max(map(day_of, told), default=days.first) - DAY)
    if last < days.first:
        return None
    incoming = [row for row in told if days.first <= day_of(row) <= last]
    known = await ports.row_store.known_rows(account_id, sorted({identity_of(row) for row in incoming}))
    matched = {match.known_id for match in match_rows(incoming, known, to_the_second=True)} - {None}
    stored = await ids_in(ports.rows, account_id, Days(first=days.first, last=last))
    return Twins(
        account_id=account_id,
        first_day=days.first,
        last_day=last,
        matched=len(matched),
        only_imported=len(stored - matched),
        only_at_broker=len(incoming) - len(matched),
    )


async def ids_in(rows: Rows, account_id: str, days: Days) -> set[str | None]:
    """Return the ids of an account's rows of these days, three thousand at most."""
    wanted = RowFilter(account=account_id, period=Period(start=days.first, end=days.last))
    ids: set[str | None] = set()
    after: str | None = None
    for _ in range(MOST_PAGES):
        page = await rows.rows(wanted, after=after, limit=ROWS_PER_PAGE)
        ids |= {one.id for one in page.items}
        after = page.next
        if after is None:
            break
    return ids


def day_of(row: Transaction) -> date:
    """Return the New York day of a row."""
    return new_york_day(row.executed_at)
