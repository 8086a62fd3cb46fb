"""
When US equities trade, by the exchange's own rules; nothing is looked up.

Rules: NYSE Rule 7.2 (holidays, observed days, early closes) and the one-off closures that were announced.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
NEVER_YET = datetime(1970, 1, 1, tzinfo=UTC)
OPENS = time(9, 30)
CLOSES = time(16, 0)
CLOSES_EARLY = time(13, 0)
NEW_YORK_WAKES = 5  # UTC: from then on, New York has the same date
ONE_DAY = timedelta(days=1)
MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6

MOURNING = frozenset({date(2018, 12, 5), date(2025, 1, 9)})
JUNETEENTH_SINCE = 2022


@cache
def is_session(day: date) -> bool:
    """Whether the exchange opens at all that day."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year) and day not in MOURNING


@cache
def closes_at(day: date) -> time:
    """Return when a session ends, New York time."""
    return CLOSES_EARLY if day in _half_days(day.year) else CLOSES


@cache
def closing_moment(day: date) -> datetime:
    """Return the moment of a session's close."""
    return at_new_york(day, closes_at(day))


@cache
def opening_moment(day: date) -> datetime:
    """Return the moment of a session's open."""
    return at_new_york(day, OPENS)


@cache
def at_new_york(day: date, clock: time) -> datetime:
    """Return that time of that day in New York, as UTC."""
    return datetime.combine(day, clock, tzinfo=NEW_YORK).astimezone(UTC)


def day_in_new_york(at: datetime) -> date:
    """Return the day it is in New York at a moment."""
    if at.tzinfo is UTC and at.hour >= NEW_YORK_WAKES:
        return at.date()
    return at.astimezone(NEW_YORK).date()


@cache
def session_on_or_after(day: date) -> date:
    """Return the day itself when it is a session, else the next one."""
    while not is_session(day):
        day += ONE_DAY
    return day


@cache
def session_on_or_before(day: date) -> date:
    """Return the day itself when it is a session, else the one before."""
    while not is_session(day):
        day -= ONE_DAY
    return day


def next_session(day: date) -> date:
    """Return the first session after a day."""
    return session_on_or_after(day + ONE_DAY)


def previous_session(day: date) -> date:
    """Return the last session before a day."""
    return session_on_or_before(day - ONE_DAY)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth Monday (0) to Sunday (6) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


@cache
def _holidays(year: int) -> frozenset[date]:
    last_monday_of_may = nth_weekday(year, 6, MONDAY, 1) - timedelta(days=7)
    days = [
        nth_weekday(year, 1, MONDAY, 3),
        nth_weekday(year, 2, MONDAY, 3),
        _easter(year) - timedelta(days=2),
        last_monday_of_may,
        _observed(date(year, 7, 4)),
        nth_weekday(year, 9, MONDAY, 1),
        nth_weekday(year, 11, THURSDAY, 4),
        _observed(date(year, 12, 25)),
    ]
    if year >= JUNETEENTH_SINCE:
        days.append(_observed(date(year, 6, 19)))
    new_year = date(year, 1, 1)
    if new_year.weekday() != SATURDAY:  # a Saturday's New Year is not made up for: it would end another year's books
        days.append(_observed(new_year))
    return frozenset(days)


@cache
def _half_days(year: int) -> frozenset[date]:
    days = [nth_weekday(year, 11, THURSDAY, 4) + ONE_DAY, date(year, 12, 24), date(year, 7, 3)]
    if date(year, 7, 4).weekday() in {SATURDAY, SUNDAY, MONDAY}:
        days.remove(date(year, 7, 3))
    return frozenset(day for day in days if day not in _holidays(year))


def _observed(day: date) -> date:
    return day + {SATURDAY: -ONE_DAY, SUNDAY: ONE_DAY}.get(day.weekday(), timedelta())


def _easter(year: int) -> date:
    # The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    century, of_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap - correction + 15) % 30
    offset = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    month_shift = (year % 19 + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * month_shift + 114, 31)
    return date(year, month, day + 1)
