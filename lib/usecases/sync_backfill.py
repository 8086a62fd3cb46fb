"""A history that comes for the first time: page by page, each stored with the place of the next."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lib.ports.broker import Days, Page
from lib.ports.sync import Run, SyncStore
from lib.usecases.sync_recount import Reader, settle
from lib.usecases.sync_rows import sent_rows, store_page
from lib.usecases.sync_windows import following_window, year_from


@dataclass(slots=True)
class Pages:
    """What the pages of one window said so far; `from_the_start` when we saw all of them."""

    from_the_start: bool
    ids: set[str] = field(default_factory=set)
    totals: set[int] = field(default_factory=set)

    @property
    def add_up(self) -> bool:
        """Whether nothing moved: one total, and so many different rows."""
        return self.from_the_start and self.totals == {len(self.ids)}


async def load(store: SyncStore, reader: Reader, run: Run, is_late: Callable[[], bool]) -> bool:
    """
    Read the windows that are left of a back-fill; whether all of them are read.

    A window whose pages, or whose rows in store, do not add up is read once more as a whole. Raises
    BrokerUnavailableError; the run then goes on where it was.
    """
    window: Days | None = run.window
    offset = run.offset
    while window is not None:
        pages = Pages(from_the_start=offset == 0)
        while True:
            page = await reader.broker.transactions(reader.number, window, offset)
            if is_too_much(run, window, offset, page):
                window = await go_on(store, run, year_from(run.days.first, run.days), page.total)
                break
            await take(store, reader, run, page, (window, offset), pages)
            offset += 1
            if page.is_last:
                await recount(store, reader, run, window, pages)
                window = await go_on(store, run, following_window(run.days, window))
                break
            if is_late():
                return False
        offset = 0
        if window is not None and is_late():
            return False
    return True


def is_too_much(run: Run, window: Days, offset: int, page: Page) -> bool:
    """Whether the whole history was looked at, and has more years and rows than one page."""
    spans_years = run.days.first.year != run.days.last.year
    return window == run.days and offset == 0 and spans_years and not page.is_last


async def take(store: SyncStore, reader: Reader, run: Run, page: Page, place: tuple[Days, int], pages: Pages) -> None:
    """Store a page; after the last one of a window the run stays there until the recount is done."""
    window, offset = place
    rows = sent_rows(reader.read, page.items)
    pages.ids.update(rows)
    pages.totals.add(page.total)
    following = None if page.is_last else (window, offset + 1)
    expected = page.total if window == run.days else None
    await store_page(store, run, list(rows.values()), following, expected)


async def recount(store: SyncStore, reader: Reader, run: Run, window: Days, pages: Pages) -> None:
    """Compare what the broker has with what is stored, and settle what differs."""
    if not pages.add_up or set(await store.broker_ids(run.account_id, window)) != pages.ids:
        await settle(store, reader, run, window)


async def go_on(store: SyncStore, run: Run, window: Days | None, expected: int | None = None) -> Days | None:
    """Keep that the run goes on with this window."""
    if window is not None:
        await store.store(run, (), (window, 0), expected)
    return window
