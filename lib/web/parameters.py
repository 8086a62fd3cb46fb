"""Parameters that many routes share, parsed and bounded once."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from pydantic import StringConstraints

from lib.domain.errors import DomainError
from lib.ports.figures import Period as AskedPeriod

EARLIEST = date(1970, 1, 1)
LATEST = date(2199, 12, 31)

# No blanks and no control characters, of which a mail server or a database may choke.
MAIL_ADDRESS = r"^[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f]+$"
MailAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=MAIL_ADDRESS),
]
# Longer than any password we take, so that the sentence about its length is ours; short enough to cost nothing.
PasswordText = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
# What a mailed link carries: hexadecimal, or with the prefix of a link asked for by another kind of client.
TokenHash = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_-]+$")]


async def account_filter(
    account: Annotated[UUID | None, Query(description="One account; all of them when left out.")] = None,
) -> str | None:
    """Return the id of the account asked for, None for all of them."""
    return None if account is None else str(account)


async def period(
    start: Annotated[date | None, Query(description="First New York day, included.")] = None,
    end: Annotated[date | None, Query(description="Last New York day, included.")] = None,
) -> AskedPeriod:
    """Return the period asked for; raises DomainError for one that runs backwards or outside of any record."""
    if start and end and end < start:
        raise DomainError("The period ends before it begins.", code="invalid_period")
    if any(day and not EARLIEST <= day <= LATEST for day in (start, end)):
        raise DomainError("Choose dates from 1970 to 2199.", code="invalid_period")
    return AskedPeriod(start=start, end=end)


Period = Annotated[AskedPeriod, Depends(period)]
AccountFilter = Annotated[str | None, Depends(account_filter)]
UnderlyingFilter = Annotated[str | None, Query(min_length=1, max_length=40, description="Only this underlying.")]
# The moment and the id that a page ended with, as the database writes them.
CURSOR = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\|[0-9a-f-]{32,36}$"
PageCursor = Annotated[str | None, Query(pattern=CURSOR, description="`next` of the page before this one.")]
# The account stands between them where an id is the broker's, which other accounts may have as well.
ORDER_CURSOR = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\|[0-9a-f-]{36}\|[^\x00-\x1f]{1,200}$"
OrderCursor = Annotated[str | None, Query(pattern=ORDER_CURSOR, description="`next` of the page before this one.")]
PageSize = Annotated[int, Query(ge=1, le=1000)]
