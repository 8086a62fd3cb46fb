"""What an account's published books say, ready to be shown: read models and the port that answers with them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NewType, Protocol

from lib.domain.views import View

Amount = NewType("Amount", str)
"""A decimal as the database wrote it, exact and in USD unless a currency stands beside it; never counted with here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Closing days in New York, both ends included; an end that is None is open."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose figures, of which days, by whose rules; `account` None means all of the user's accounts."""

    account: str | None = None
    period: Period = field(default_factory=Period)
    view: View = View.BROKER


@dataclass(frozen=True, slots=True, kw_only=True)
class PnlSummary:
    """
    What was realized in a period, where the other cash went, and what is open now (whatever the period).

    Signs: received is +, paid is -; fees are <= 0; `net` = gross + fees_open + fees_close. `mark_to_market` is the
    futures' daily settlement: cash, and no profit of its own, for a future's profit is in its closing. `open_value`
    leaves outright futures out, whose opening moves no cash; `open_futures` counts their lots. `first_day` and
    `last_day` are the days of the first and last figure in the period; `books_published_at` is the oldest publication
    among the accounts meant, None where one was never published.
    """

    gross: Amount
    fees_open: Amount
    fees_close: Amount
    net: Amount
    dividends: Amount
    interest: Amount
    lending: Amount
    fees: Amount
    fee_adjustments: Amount
    adjustments: Amount
    deposits: Amount
    withdrawals: Amount
    transfers: Amount
    mark_to_market: Amount
    unclassified: Amount
    closings: int
    open_value: Amount
    open_fees: Amount
    open_lots: int
    open_futures: int
    first_day: date | None
    last_day: date | None
    books_published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderlyingTotals:
    """What options, stock and the rest brought; `realized` = the three nets + dividends + fees booked to symbols."""

    options_gross: Amount
    options_net: Amount
    stock_gross: Amount
    stock_net: Amount
    other_gross: Amount
    other_net: Amount
    dividends: Amount
    fees: Amount
    realized: Amount
    closings: int
    open_lots: int
    open_value: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderlyingFigures(UnderlyingTotals):
    """The same for one underlying."""

    underlying: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PnlByUnderlying:
    """One line per underlying, sorted by its name, and totals that equal their sum."""

    items: tuple[UnderlyingFigures, ...]
    totals: UnderlyingTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingLine:
    """
    One closed part of one lot; `opening_id` and `closing_id` are the ids of its two broker rows.

    `value_open` is the opening's part of `gross` (- paid, + received); `trade_id` is the trade it belongs to.
    """

    id: str
    account_id: str
    trade_id: str
    symbol: str
    underlying: str
    instrument_type: str
    opening_id: str
    closing_id: str
    is_short: bool
    quantity: Amount
    opened_at: datetime
    closed_at: datetime
    gross: Amount
    value_open: Amount
    fees_open: Amount
    fees_close: Amount
    net: Amount
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingPage:
    """Newest first; `next` is where the next page starts, None on the last."""

    items: tuple[ClosingLine, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLotLine:
    """
    What is left of one opening row: quantity + long, - short; value - paid, + received, before fees.

    An outright future's value is its notional at opening, which no cash moved for.
    """

    id: str
    account_id: str
    trade_id: str
    symbol: str
    underlying: str
    instrument_type: str
    opening_id: str
    quantity: Amount
    value: Amount
    fees: Amount
    opened_at: datetime
    expires_on: date | None
    multiplier: Amount | None
    basis_source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLots:
    """By underlying, symbol and opening time."""

    items: tuple[OpenLotLine, ...]


class Figures(Protocol):
    """The signed-in user's published figures."""

    async def summary(self, scope: Scope) -> PnlSummary:
        """Return the sums over a period."""
        ...

    async def by_underlying(self, scope: Scope) -> PnlByUnderlying:
        """Return the sums over a period per underlying."""
        ...

    async def closings(self, scope: Scope, *, underlying: str | None, after: str | None, limit: int) -> ClosingPage:
        """Return one page of the closings behind the sums; raises DomainError for an `after` that is no cursor."""
        ...

    async def open_lots(self, account: str | None, underlying: str | None, view: View) -> OpenLots:
        """Return what is open now."""
        ...
