"""Amounts as the API writes them: text without a sign, and the direction beside it."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

from dev.standins.tastytrade.wire import Wire

ZERO = Decimal(0)
CENT = Decimal("0.01")
MILL = Decimal("0.001")


def text(number: Decimal) -> str:
    """Return a number with at least one place and no more zeros than that: 1880.0, 0.47, 0.042."""
    plain = f"{abs(number):f}"
    whole, _, places = plain.partition(".")
    return f"{whole}.{places.rstrip('0') or '0'}"


def effect(amount: Decimal) -> str:
    """Return which way money went: + came in, - went out."""
    return "None" if amount == 0 else "Credit" if amount > 0 else "Debit"


def signed(name: str, amount: Decimal) -> Wire:
    """Return an amount and its effect: + came in, - went out."""
    return {name: text(amount), f"{name}-effect": effect(amount)}


def cents(amount: Decimal) -> Decimal:
    """Round to whole cents, halves away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def mills(amount: Decimal) -> Decimal:
    """Round to tenths of a cent, halves away from zero: how fees are charged."""
    return amount.quantize(MILL, ROUND_HALF_UP)


def stamp(at: datetime) -> str:
    """Return a moment as the API writes it, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def epoch_ms(at: datetime) -> int:
    """Return the milliseconds since 1970."""
    return int(at.timestamp() * 1000)
