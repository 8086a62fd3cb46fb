"""The exchange's calendar day: what all days, months and years of a report mean."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
ONE_DAY = timedelta(days=1)
MIDNIGHT = 4  # New York is four or five hours behind: only in this hour of UTC its day depends on the season


def new_york_day(at: datetime) -> date:
    """Return the day it is in New York at a moment; most moments need no calendar for that."""
    if at.tzinfo is UTC and (hour := at.hour) != MIDNIGHT:
        return at.date() if hour > MIDNIGHT else at.date() - ONE_DAY
    return at.astimezone(NEW_YORK).date()
