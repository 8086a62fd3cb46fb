"""Lists that can be taken away: what a line of each holds, and how its pages are read."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from lib.ports.days import DayFigures, Days, EquityPoint, LedgerEvent, LedgerPage
from lib.ports.figures import ClosingLine, ClosingPage, Figures, OpenLotLine, Scope, UnderlyingFigures
from lib.ports.overrides import Acknowledged, AcknowledgedPage, Overrides
from lib.ports.rows import AttentionLine, RowFilter, RowLine, RowPage, Rows
from lib.ports.trades import TradeLine, TradePage, Trades, TradeStatus

LINES_PER_PAGE = 1_000
Line_co = TypeVar("Line_co", covariant=True)
Line = TypeVar("Line")


class Page(Protocol[Line_co]):
    """One page of a list; `next` is where the next one starts, None on the last."""

    @property
    def items(self) -> Sequence[Line_co]:
        """The lines."""
        ...

    @property
    def next(self) -> str | None:
        """Where to go on."""
        ...


@dataclass(frozen=True, slots=True)
class WholePage(Generic[Line]):
    """A list that comes in one piece."""

    items: Sequence[Line]
    next: None = None


@dataclass(frozen=True, slots=True)
class Listing(Generic[Line]):
    """
    A list: the read model of its lines, how a page is read (None: the first), and the fields that stay here.

    The lines of one that is `derived` belong together: they are of one publication of the books.
    """

    kind: type[Line]
    read: Callable[[str | None], Awaitable[Page[Line]]]
    without: tuple[str, ...] = ()
    derived: bool = True


def closings(figures: Figures, scope: Scope, underlying: str | None = None) -> Listing[ClosingLine]:
    """Return the closings of a period."""

    async def read(after: str | None) -> ClosingPage:
        return await figures.closings(scope, underlying=underlying, after=after, limit=LINES_PER_PAGE)

    return Listing(ClosingLine, read)


def by_underlying(figures: Figures, scope: Scope) -> Listing[UnderlyingFigures]:
    """Return the sums per underlying, the line of totals not included."""

    async def read(_: str | None) -> WholePage[UnderlyingFigures]:
        return WholePage((await figures.by_underlying(scope)).items)

    return Listing(UnderlyingFigures, read)


def open_lots(figures: Figures, scope: Scope, underlying: str | None = None) -> Listing[OpenLotLine]:
    """Return what is open now, whatever the period."""

    async def read(_: str | None) -> WholePage[OpenLotLine]:
        return WholePage((await figures.open_lots(scope.account, underlying, scope.view)).items)

    return Listing(OpenLotLine, read)


def trades(
    kept: Trades, scope: Scope, underlying: str | None = None, status: TradeStatus | None = None
) -> Listing[TradeLine]:
    """Return trades."""

    async def read(after: str | None) -> TradePage:
        return await kept.trades(scope, underlying=underlying, status=status, after=after, limit=LINES_PER_PAGE)

    return Listing(TradeLine, read)


def by_day(days: Days, scope: Scope, underlying: str | None = None) -> Listing[DayFigures]:
    """Return the sums per day, the line of totals not included."""

    async def read(_: str | None) -> WholePage[DayFigures]:
        return WholePage((await days.by_day(scope, underlying=underlying)).items)

    return Listing(DayFigures, read)


def equity(days: Days, scope: Scope) -> Listing[EquityPoint]:
    """Return the points of the curve."""

    async def read(_: str | None) -> WholePage[EquityPoint]:
        return WholePage((await days.equity(scope)).items)

    return Listing(EquityPoint, read)


def ledger(days: Days, scope: Scope, underlying: str | None = None, kind: str | None = None) -> Listing[LedgerEvent]:
    """Return closings and cash that is no trade."""

    async def read(after: str | None) -> LedgerPage:
        return await days.ledger(scope, underlying=underlying, kind=kind, after=after, limit=LINES_PER_PAGE)

    return Listing(LedgerEvent, read)


def broker_rows(rows: Rows, wanted: RowFilter) -> Listing[RowLine]:
    """Return broker rows without what only we need."""

    async def read(after: str | None) -> RowPage:
        return await rows.rows(wanted, after=after, limit=LINES_PER_PAGE)

    return Listing(RowLine, read, without=("import_id", "layout", "can_have_basis", "raw"), derived=False)


def attention(rows: Rows, account: str | None = None) -> Listing[AttentionLine]:
    """Return what needs a look, with what the user said about it."""

    async def read(_: str | None) -> WholePage[AttentionLine]:
        return WholePage((await rows.attention(account)).items)

    return Listing(AttentionLine, read)


def acknowledgements(overrides: Overrides) -> Listing[Acknowledged]:
    """Return every row that was looked at, for what, and with which words."""

    async def read(after: str | None) -> AcknowledgedPage:
        return await overrides.acknowledged(after=after, limit=LINES_PER_PAGE)

    return Listing(Acknowledged, read, derived=False)
