"""Everything we keep about a user, as an archive of files that any spreadsheet opens."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from lib.domain.views import View
from lib.ports.accounts import Happening, Profile, Profiles
from lib.ports.days import Days
from lib.ports.figures import Figures, Scope
from lib.ports.ledger import Account, Accounts, Import, Imports
from lib.ports.overrides import Overrides
from lib.ports.rows import RowFilter, RowLine, RowPage, Rows
from lib.ports.taxes import Taxes
from lib.ports.trades import Trades
from lib.usecases import listings
from lib.usecases.csv_lines import Column, columns_of, heading, lines_of, text
from lib.usecases.export_form_8949 import tax_lines
from lib.usecases.listings import Listing, WholePage
from lib.usecases.zip_files import TextFile, zipped

RAW_ROWS_PER_PAGE = 500
README = """\
Everything TastyTrade Tracker keeps about you.

profile.json           who you are here, and your preferences
accounts.csv           your brokerage accounts
imports.csv            the files you imported, the latest 200 of each account
transactions.csv       every broker row as stored, its cells as your file had them (raw, as JSON), your note and basis
attention.csv          what needs a look, and whether it had one
acknowledgements.csv   every row that you said you looked at, for what, and your words
activity.csv           what happened on your account here, the latest 200 events
broker/, fold/         what is worked out from the rows: closings, trades, open lots and the ledger. The two folders
                       are two ways to book the same assignments and exercises; never add one to the other.
tax/                   closings by year as the tax preview has them: an estimate, and no tax advice
complete.json          comes last: how many lines each file has, and whether anything changed while it was written

Money is in US dollars unless a currency stands beside it: received +, paid -. Times are in UTC, days are New York's.
An apostrophe before =, +, - or @ keeps a spreadsheet from running a text as a formula. Passwords are not in here: we
keep none that could be read.
"""


class Owner(Protocol):
    """Whose things are taken away, and the ports that show them."""

    @property
    def id(self) -> str:
        """The user's id."""
        ...

    @property
    def profile(self) -> Profiles:
        """Profile and audit log."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Brokerage accounts."""
        ...

    @property
    def imports(self) -> Imports:
        """Imports."""
        ...

    @property
    def rows(self) -> Rows:
        """Broker rows."""
        ...

    @property
    def overrides(self) -> Overrides:
        """The user's own words on rows."""
        ...

    @property
    def figures(self) -> Figures:
        """Closings and open lots."""
        ...

    @property
    def trades(self) -> Trades:
        """Trades."""
        ...

    @property
    def days(self) -> Days:
        """The ledger."""
        ...

    @property
    def taxes(self) -> Taxes:
        """The tax preview."""
        ...


async def export_everything(owner: Owner) -> AsyncIterator[bytes]:
    """
    Return the bytes of the archive, page by page.

    Profile, accounts and years are read and the export noted before anything is returned, so that a failure there is
    still an answer. A failure later breaks the stream off before the archive's table of contents.
    """
    profile = await owner.profile.read()
    accounts = await owner.accounts.accounts()
    years = (await owner.taxes.year(None, datetime.now(UTC).year)).years
    await owner.profile.note("exported", {"list": "everything"})
    return zipped(Packing(owner, accounts).files(profile, years))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file to be: its path, its columns, its lines."""

    path: str
    columns: Sequence[Column[Any]]
    listing: Listing[Any]


class Packing:
    """Lays out the files of one owner, and counts their lines."""

    def __init__(self, owner: Owner, accounts: Sequence[Account]) -> None:
        """Pack what belongs to `owner`, who has these accounts."""
        self._owner = owner
        self._accounts = accounts
        self._names = {account.id: account.name for account in accounts}
        self._lines: Counter[str] = Counter()

    def files(self, profile: Profile, years: Sequence[int]) -> list[TextFile]:
        """Return the files in their order; each is read when its turn comes."""
        sheets = [*self._sheets(), *(sheet for view in View for sheet in self._books(view)), *self._taxes(years)]
        return [
            TextFile("README.txt", whole(README)),
            TextFile("profile.json", whole(self._profile(profile))),
            *(TextFile(sheet.path, self._text(sheet)) for sheet in sheets),
            TextFile("complete.json", self._complete()),
        ]

    def _profile(self, profile: Profile) -> str:
        return written({"id": self._owner.id, **asdict(profile)})

    def _sheets(self) -> list[Sheet]:
        owner = self._owner
        return [
            Sheet("accounts.csv", self._columns(Account), Listing(Account, self._read_accounts)),
            Sheet(
                "imports.csv",
                [*self._columns(Import, "error"), Column("error", lambda one: text(one.error and one.error.message))],
                Listing(Import, self._read_imports),
            ),
            Sheet("transactions.csv", self._columns(RowLine), Listing(RowLine, self._read_rows)),
            self._sheet("attention.csv", listings.attention(owner.rows)),
            self._sheet("acknowledgements.csv", listings.acknowledgements(owner.overrides)),
            Sheet("activity.csv", self._columns(Happening), Listing(Happening, self._read_activity)),
        ]

    def _books(self, view: View) -> list[Sheet]:
        owner, scope = self._owner, Scope(view=view)
        return [
            self._sheet(f"{view}/closings.csv", listings.closings(owner.figures, scope)),
            self._sheet(f"{view}/trades.csv", listings.trades(owner.trades, scope)),
            self._sheet(f"{view}/open_lots.csv", listings.open_lots(owner.figures, scope)),
            self._sheet(f"{view}/ledger.csv", listings.ledger(owner.days, scope)),
        ]

    def _taxes(self, years: Sequence[int]) -> list[Sheet]:
        return [self._sheet(f"tax/{year}.csv", tax_lines(self._owner.taxes, None, year)) for year in sorted(years)]

    def _sheet(self, path: str, listing: Listing[Any]) -> Sheet:
        return Sheet(path, self._columns(listing.kind), listing)

    def _columns(self, kind: type[Any], *without: str) -> list[Column[Any]]:
        return columns_of(kind, names=self._names, without=without)

    async def _text(self, sheet: Sheet) -> AsyncIterator[str]:
        yield heading(sheet.columns)
        after: str | None = None
        while True:
            page = await sheet.listing.read(after)
            self._lines[sheet.path] += len(page.items)
            yield lines_of(sheet.columns, page.items)
            after = page.next
            if after is None:
                return

    async def _complete(self) -> AsyncIterator[str]:
        after = await self._owner.accounts.accounts()
        yield written({"lines": dict(self._lines), "changed_meanwhile": list(after) != list(self._accounts)})

    async def _read_accounts(self, _: str | None) -> WholePage[Account]:
        return WholePage(self._accounts)

    async def _read_imports(self, _: str | None) -> WholePage[Import]:
        return WholePage([one for account in self._accounts for one in await self._owner.imports.imports(account.id)])

    async def _read_activity(self, _: str | None) -> WholePage[Happening]:
        return WholePage(await self._owner.profile.happenings())

    async def _read_rows(self, after: str | None) -> RowPage:
        """Read a page, then the same rows by id: only so they come with their raw cells."""
        page = await self._owner.rows.rows(RowFilter(), after=after, limit=RAW_ROWS_PER_PAGE)
        ids = [row.id for row in page.items]
        with_raw = await self._owner.rows.rows(RowFilter(ids=ids), limit=RAW_ROWS_PER_PAGE)
        return RowPage(items=with_raw.items, next=page.next)


async def whole(content: str) -> AsyncIterator[str]:
    """Yield a text that is at hand."""
    yield content


def written(content: Mapping[str, object]) -> str:
    """Write JSON; times and the like as text."""
    return json.dumps(content, indent=1, ensure_ascii=False, default=str)
