"""Figures day by day: the calendar, the equity curve, the ledger behind both; read models and their port."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from lib.ports.figures import Amount, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotals:
    """
    What days brought, in USD: + received, - paid, fees <= 0.

    `net` = gross + fees_open + fees_close, of closings; `total` = net + dividends + interest + lending + fees +
    fee_adjustments + adjustments. Deposits, withdrawals and transfers are no part of it.
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
    total: Amount
    deposits: Amount
    withdrawals: Amount
    transfers: Amount
    closings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures(DayTotals):
    """The same for one New York day."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PnlByDay:
    """The days that have a figure, oldest first, and totals that equal their sum."""

    items: tuple[DayFigures, ...]
    totals: DayTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityPoint:
    """
    One day of the curve: its total, the running total since the period began, and how far that is below its peak.

    `drawdown` is <= 0; the peak is never below the 0 the period starts at. `flows` are the day's deposits, withdrawals
    and transfers, which the curve leaves out.
    """

    day: date
    change: Amount
    running: Amount
    drawdown: Amount
    flows: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityCurve:
    """The days that have a figure, oldest first; the deepest drawdown with the days of its peak and its bottom."""

    items: tuple[EquityPoint, ...]
    total: Amount
    flows: Amount
    max_drawdown: Amount
    peak_day: date | None
    bottom_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEvent:
    """
    One event of the books: a closing, or cash that is no trade.

    `kind` is `closing` or a kind of cash; `amount` is a closing's net, or the cash. Closings have a quantity, gross,
    fees, a reason and a trade; `transaction_id` is the row that closed, or that moved the cash.
    """

    id: str
    account_id: str
    kind: str
    at: datetime
    day: date
    underlying: str
    symbol: str | None
    instrument_type: str
    transaction_id: str
    opening_id: str | None
    trade_id: str | None
    quantity: Amount | None
    gross: Amount | None
    fees: Amount | None
    amount: Amount
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """Newest first; `next` is where the next page starts, None on the last."""

    items: tuple[LedgerEvent, ...]
    next: str | None


class Days(Protocol):
    """The signed-in user's figures over time."""

    async def by_day(self, scope: Scope, *, underlying: str | None) -> PnlByDay:
        """Return the sums per day; with `underlying` without the cash that belongs to none."""
        ...

    async def equity(self, scope: Scope) -> EquityCurve:
        """Return the running total of the days."""
        ...

    async def ledger(
        self, scope: Scope, *, underlying: str | None, kind: str | None, after: str | None, limit: int
    ) -> LedgerPage:
        """Return one page of events; raises DomainError for an `after` that is no cursor."""
        ...
