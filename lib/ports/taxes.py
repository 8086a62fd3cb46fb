"""The tax preview, an estimate and no advice: read models and their port. Always by the folded view."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from lib.ports.figures import Amount


class Term(StrEnum):
    """How a closing is taxed: held up to a year, longer, or under section 1256 (60 % long, 40 % short)."""

    SHORT = "short"
    LONG = "long"
    SECTION_1256 = "1256"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTotals:
    """
    The closings of one term, in USD.

    `gain` = net + disallowed - carried: after fees, without the losses that wash sales disallow, and less those of
    earlier wash sales that replacement lots carry in their cost.
    """

    term: Term
    net: Amount
    disallowed: Amount
    carried: Amount
    gain: Amount
    closings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxYear:
    """
    One New York year.

    `terms` always has the three of them; `section_1256_long` and `_short` are 60 % and 40 % of that gain.
    `open_1256` counts open positions under section 1256, which the law marks to market at the year's end and this
    preview does not; `unknown_basis` the year's rows to look at because a basis is missing or no fill.
    """

    year: int
    terms: tuple[TermTotals, ...]
    section_1256_long: Amount
    section_1256_short: Amount
    gain: Amount
    dividends: Amount
    interest: Amount
    open_1256: int
    unknown_basis: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLine:
    """
    One closing in the terms of Form 8949.

    `proceeds` and `cost` are unsigned and after fees; `code` is W where part of the loss is a wash sale's, and
    `adjustment` then is that part (>= 0). `cost` includes what earlier wash sales carried into it.
    `gain` = proceeds - cost + adjustment.
    """

    id: str
    account_id: str
    term: Term
    description: str
    symbol: str
    underlying: str
    quantity: Amount
    is_short: bool
    acquired_on: date
    sold_on: date
    proceeds: Amount
    cost: Amount
    code: str
    adjustment: Amount
    gain: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxPage:
    """By day of sale; `next` is where the next page starts, None on the last."""

    items: tuple[TaxLine, ...]
    next: str | None


class Taxes(Protocol):
    """The signed-in user's tax preview."""

    async def year(self, account: str | None, year: int) -> TaxYear:
        """Return a year's sums."""
        ...

    async def lines(self, account: str | None, year: int, *, after: str | None, limit: int) -> TaxPage:
        """Return one page of a year's closings; raises DomainError for an `after` that is no cursor."""
        ...
