"""Single cells: numbers, moments, days. A cell that cannot be read raises ValueError with the reason."""

import re
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache

NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+", re.ASCII)
MOST_DIGITS = 12  # before the point: what the rows' columns hold
MOST_DECIMALS = 20  # a spreadsheet's; more than eight say nothing of an account
KEPT_DECIMALS = 8
KEPT = Decimal("1E-8")
NOTHING = frozenset({"", "--"})
ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
CLOCK = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d) ?([AP])M", re.IGNORECASE | re.ASCII)
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)", re.ASCII)
YEARS = range(1990, 2100)  # of what happened, and
YEARS_OF_CONTRACTS = range(1970, 2200)  # of what was agreed: the rows' table has the same bounds
NOON = 12
CENTURY = 2000
FULL_YEAR = 100


class NoTimeZoneError(ValueError):
    """A moment without an offset, and no zone to read it in."""


@lru_cache(maxsize=8192)
def number(text: str) -> Decimal | None:
    """Read a number with or without thousands separators, to eight decimals; None where there is none."""
    text = text.strip()
    if text in NOTHING:
        return None
    if not NUMBER.fullmatch(text):
        raise ValueError(f'"{text[:40]}" is not a number as tastytrade writes them (1,234.56)')
    whole, _, decimals = text.replace(",", "").lstrip("+-").partition(".")
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
        raise ValueError(f'"{text[:40]}" has more digits than any amount of an account')
    read = Decimal(text.replace(",", ""))
    return read if len(decimals) <= KEPT_DECIMALS else read.quantize(KEPT)


def moment(text: str, zone: tzinfo | None) -> datetime:
    """Read a moment as UTC: ISO with an offset, or a clock in `zone`; raises NoTimeZoneError without one."""
    text = text.strip()
    iso = ISO.fullmatch(text)
    try:
        at = datetime.fromisoformat(text) if iso else clock_time(text)
    except ValueError as never:
        raise ValueError(f'"{text[:40]}" is a date or time that does not exist') from never
    if at is None:
        raise ValueError(f'"{text[:40]}" is not a date and time')
    check_year(at)
    if at.tzinfo is None:
        if zone is None:
            raise NoTimeZoneError
        at = at.replace(tzinfo=zone)
    at = at.astimezone(UTC)
    check_year(at)  # the last evening of a year is the next one's in UTC
    return at


def check_year(at: datetime) -> None:
    """Raise ValueError for a year in which no account had a history."""
    if at.year not in YEARS:
        raise ValueError(f"{at.year} is not a year of a trading history")


def clock_time(text: str) -> datetime | None:
    """Read the twelve-hour clock of the oldest layout, without a zone; None for anything else."""
    clock = CLOCK.fullmatch(text)
    if not clock:
        return None
    month, of_month, year, hour, minute = map(int, clock.groups()[:5])
    if not 1 <= hour <= NOON:
        raise ValueError
    afternoon = NOON if clock[6] in "Pp" else 0
    return datetime(year, month, of_month, hour % NOON + afternoon, minute)  # noqa: DTZ001 - the caller gives the zone


@lru_cache(maxsize=2048)
def day(text: str) -> date | None:
    """Read a day written month first; None where there is none."""
    text = text.strip()
    if text in NOTHING:
        return None
    parts = DAY.fullmatch(text)
    if not parts:
        raise ValueError(f'"{text[:40]}" is not a day as tastytrade writes them (12/31/25)')
    month, of_month, year = map(int, parts.groups())
    try:
        read = date(year if year >= FULL_YEAR else CENTURY + year, month, of_month)
    except ValueError as never:
        raise ValueError(f'"{text}" is a day that does not exist') from never
    if read.year not in YEARS_OF_CONTRACTS:
        raise ValueError(f"{read.year} is not a year of any contract")
    return read
