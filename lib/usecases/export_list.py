"""Export a list as CSV, page by page."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, TypeVar

from lib.ports.accounts import Profiles
from lib.ports.failures import StaleError
from lib.ports.ledger import Account, Accounts
from lib.usecases.csv_lines import Column, columns_of, heading, lines_of
from lib.usecases.listings import Listing, Page

Line = TypeVar("Line")
Names = dict[str, str]
LayOut = Callable[[Names], Sequence[Column[Any]]]


async def export_list(
    accounts: Accounts, profile: Profiles, name: str, listing: Listing[Line], lay_out: LayOut | None = None
) -> AsyncIterator[str]:
    """
    Return the CSV text of all lines, one page at a time; `name` is what the audit log calls the list.

    `lay_out` chooses the columns, given the names of the accounts by their ids. The first page is read and the export
    noted before anything is returned, so that a failure there is still an answer. A failure later breaks the stream
    off: whoever reads it must not take a part for the whole. Books that are published anew meanwhile are such a failure
    (StaleError), for the pages would be of two publications.
    """
    before = await accounts.accounts()
    names = {account.id: account.name for account in before}
    columns = lay_out(names) if lay_out else columns_of(listing.kind, names=names, without=listing.without)
    first = await listing.read(None)
    await profile.note("exported", {"list": name})

    async def text() -> AsyncIterator[str]:
        async for part in csv_pages(columns, listing, first):
            yield part
        if first.next and listing.derived and publications(before) != publications(await accounts.accounts()):
            raise StaleError("The books were published anew while they were written to a file. Get the file again.")

    return text()


async def csv_pages(columns: Sequence[Column[Line]], listing: Listing[Line], first: Page[Line]) -> AsyncIterator[str]:
    """Write the headings with the first page, then the pages after it."""
    page = first
    yield heading(columns) + lines_of(columns, page.items)
    while page.next:
        page = await listing.read(page.next)
        yield lines_of(columns, page.items)


def publications(accounts: Sequence[Account]) -> set[tuple[str, object]]:
    """Return which books of which accounts are published."""
    return {(account.id, account.books_published_at) for account in accounts}
