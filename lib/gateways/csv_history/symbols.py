"""Symbols as the ledger writes them; an option's has its expiry, right and strike inside."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from lib.domain.transactions import InstrumentType, OptionRight

OCC = re.compile(r"([A-Z][A-Z0-9./]{0,5}) *(\d\d)(\d\d)(\d\d)([CP])(\d{8})")
FUTURE_OPTION = re.compile(r"\./\S.* (\d\d)(\d\d)(\d\d)([CP])(\d+(?:\.\d*)?)")
IN_DESCRIPTION = re.compile(r"[A-Z][A-Z0-9./]{0,5} {0,5}\d{6}[CP]\d{8}")
MILLS = Decimal(1000)
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class OptionSymbol:
    """An option symbol taken apart; `text` is the 21 characters."""

    text: str
    root: str
    expires_on: date
    right: OptionRight
    strike: Decimal

    @property
    def is_adjusted(self) -> bool:
        """Whether a corporate action has changed what a contract delivers: its root ends in a digit then."""
        return self.root[-1].isdigit()


@lru_cache(maxsize=8192)
def option_symbol(text: str) -> OptionSymbol | None:
    """Take an option symbol apart, None for any other; raises ValueError for a day that does not exist."""
    if not (parts := OCC.fullmatch(text.strip())):
        return None
    root, year, month, of_month, right, mills = parts.groups()
    expires_on = date(CENTURY + int(year), int(month), int(of_month))
    return OptionSymbol(
        text=f"{root:<6}{year}{month}{of_month}{right}{mills}",
        root=root,
        expires_on=expires_on,
        right=OptionRight(right),
        strike=Decimal(int(mills)) / MILLS,
    )


@lru_cache(maxsize=8192)
def future_option_terms(text: str) -> tuple[date, OptionRight, Decimal] | None:
    """Return what a future option's symbol says, None for any other; raises ValueError for a day that is none."""
    if not (parts := FUTURE_OPTION.fullmatch(text)):
        return None
    year, month, of_month, right, strike = parts.groups()
    return date(CENTURY + int(year), int(month), int(of_month)), OptionRight(right), Decimal(strike)


def occ_text(root: str, expires_on: date, right: OptionRight, strike: Decimal) -> str:
    """Write an option's symbol from its parts."""
    return f"{root:<6}{expires_on:%y%m%d}{right}{int(strike * MILLS):08d}"


def instrument_of(symbol: str, *, is_option: bool) -> InstrumentType:
    """Tell an instrument by the form of its symbol, where the layout has no column for it."""
    if symbol.startswith("./"):
        return InstrumentType.FUTURE_OPTION
    if symbol.startswith("/"):
        return InstrumentType.FUTURE
    if symbol.endswith("/USD"):
        return InstrumentType.CRYPTOCURRENCY
    return InstrumentType.EQUITY_OPTION if is_option else InstrumentType.EQUITY
