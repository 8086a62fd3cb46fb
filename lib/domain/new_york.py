"""The exchange's calendar day: what all days, months and years of a report mean."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")


def new_york_day(at: datetime) -> date:
    """Return the day it is in New York at a moment."""
    return at.astimezone(NEW_YORK).date()
