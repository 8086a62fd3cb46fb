"""How the API writes amounts and times, and how they are read back."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dev.standins.tastytrade.wire import Wire

NEW_YORK = ZoneInfo("America/New_York")


def number(value: Decimal) -> str:
    """Return a number as the API writes it: plain, with at least one decimal and no trailing zeros after it."""
    text = format(value.normalize() + Decimal(0), "f")
    return text if "." in text else f"{text}.0"


def rounded(value: Decimal, places: int = 3) -> str:
    """Return an amount with at most so many decimals."""
    return number(round(value, places))


def effect(value: Decimal) -> str:
    """Return which way an amount goes."""
    if not value:
        return "None"
    return "Credit" if value > 0 else "Debit"


def amount(name: str, value: Decimal, places: int = 3) -> Wire:
    """Return a signed amount as the API writes it: without its sign, and its effect beside it."""
    return {name: rounded(abs(value), places), f"{name}-effect": effect(round(value, places))}


def signed(row: Wire, name: str) -> Decimal:
    """Return an amount of a row with its sign: received is +, paid is -; zero where the row has none."""
    value = Decimal(str(row.get(name, 0)))
    return -value if row.get(f"{name}-effect") == "Debit" else value


def quantity(value: Decimal) -> int | str:
    """Return a number of shares or contracts: whole ones as a JSON number, others as text."""
    return int(value) if value == value.to_integral_value() else number(value)


def instant(at: datetime) -> str:
    """Return a moment in UTC, with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def moment(text: Any) -> datetime:  # noqa: ANN401 - what a client or a row wrote
    """Return the moment a text names; one without an offset is in UTC. Raises ValueError."""
    at = datetime.fromisoformat(str(text))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def new_york_day(at: datetime) -> date:
    """Return the day of a moment in New York."""
    return at.astimezone(NEW_YORK).date()
