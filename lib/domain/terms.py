"""How a closing is taxed: by how long it was held, or under section 1256."""

from datetime import date, timedelta
from enum import StrEnum

from lib.domain.books import Closing, OpenLot
from lib.domain.new_york import new_york_day
from lib.domain.transactions import InstrumentType

ROOT = 6  # an OCC symbol begins with the root in six characters
SECTION_1256_TYPES = (InstrumentType.FUTURE, InstrumentType.FUTURE_OPTION)
# Cash-settled options on broad-based indexes (26 CFR 1.1256(g)): the S&P, Nasdaq, Russell, Dow Jones and volatility
# indexes with their weekly and small roots. Options on funds (SPY, QQQ, IWM) are treated as equity options, as the
# brokers do. A root that is missing here is taxed by its holding time, so a new index must be added.
BROAD_BASED = frozenset(
    {
        "SPX",
        "SPXW",
        "SPXPM",
        "XSP",
        "SPESG",
        "XEO",
        "OEX",
        "NDX",
        "NDXP",
        "XND",
        "NQX",
        "RUT",
        "RUTW",
        "MRUT",
        "RLG",
        "RLV",
        "RUI",
        "DJX",
        "VIX",
        "VIXW",
        "MXEA",
        "MXEF",
        "MXACW",
        "MXWLD",
    }
)
SURELY_SHORT = timedelta(days=360)  # saves most closings the look at the calendar
LATEST = date.max - timedelta(days=1)


class Term(StrEnum):
    """Held up to a year, longer, or under section 1256 of the Internal Revenue Code (60 % long, 40 % short)."""

    SHORT = "short"
    LONG = "long"
    SECTION_1256 = "1256"


def term_of(closing: Closing, *, held_before: timedelta = timedelta(0)) -> Term:
    """
    Return the term of a closing; `held_before` is time that a wash sale adds to the holding.

    Short sales and written options are short-term, whatever time passes (26 USC 1233, 1234(b)).
    """
    if is_section_1256(closing):
        return Term.SECTION_1256
    if closing.is_short or closing.closed_at - closing.opened_at < SURELY_SHORT - held_before:
        return Term.SHORT
    acquired = new_york_day(closing.opened_at) - held_before
    return Term.LONG if new_york_day(closing.closed_at) >= first_long_day(acquired) else Term.SHORT


def is_section_1256(held: Closing | OpenLot) -> bool:
    """Whether a contract is marked to market by law: futures, options on them, and on broad-based indexes."""
    return held.instrument_type in SECTION_1256_TYPES or (
        held.instrument_type is InstrumentType.EQUITY_OPTION and held.symbol[:ROOT].strip() in BROAD_BASED
    )


def first_long_day(acquired: date) -> date:
    """
    Return the first day on which a sale is long-term: holding begins the day after the purchase and exceeds a year.

    A year from 29 February ends with 1 March (Revenue Ruling 66-7).
    """
    begins = min(acquired, LATEST) + timedelta(days=1)
    if begins.year == date.max.year:
        return date.max
    if (begins.month, begins.day) == (2, 29):
        return date(begins.year + 1, 3, 1)
    return begins.replace(year=begins.year + 1)
