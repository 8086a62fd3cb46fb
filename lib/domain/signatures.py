"""The shape of a trade in a few characters: its legs, in lowest terms."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from lib.domain.legs import Leg
from lib.domain.money import ZERO
from lib.domain.transactions import InstrumentType, OptionRight

MINUS = "\N{MINUS SIGN}"
UNKNOWN = "?"
ONE = Decimal(1)
LETTERS = {
    InstrumentType.EQUITY: "S",
    InstrumentType.FUTURE: "F",
    InstrumentType.CRYPTOCURRENCY: "X",
    InstrumentType.BOND: "B",
    InstrumentType.UNKNOWN: UNKNOWN,
}


def signature_of(legs: Sequence[Leg]) -> tuple[str, Decimal | None]:
    """
    Return the legs as text and how many times that was opened: `+1P` and `-1P` five times over, `+100S` and `-1C` once.

    Legs without an expiry come first, then by expiry, strike and right, puts before calls; a slash stands between
    expiries. Where a quantity is no whole number, the legs are written as they are and the units are None.
    """
    if len(legs) == 1:
        [only] = legs
        units = None if only.quantity % ONE else abs(only.quantity) or None
        return leg_text(only, units), units
    units = common_measure([leg.quantity for leg in legs])
    ordered = sorted(legs, key=leg_order)
    text = ""
    before: date | None = None
    for leg in ordered:
        if text:
            text += " " if before in {None, leg.expires_on} else " / "
        text += leg_text(leg, units)
        before = leg.expires_on
    return text, units


def leg_order(leg: Leg) -> tuple[object, ...]:
    """Order legs: no expiry first, then expiry, strike, puts before calls, symbol, long before short."""
    return (
        leg.expires_on or date.min,
        leg.strike or ZERO,
        leg.right is OptionRight.CALL,
        leg.symbol,
        leg.quantity < ZERO,
    )


def leg_text(leg: Leg, units: Decimal | None) -> str:
    """Write one leg: sign, number (of units, where there are any), letter."""
    letter = LETTERS.get(leg.instrument_type) or leg.right or UNKNOWN
    size = abs(leg.quantity)
    number = "1" if size == units else f"{(size / units if units else size).normalize():f}"
    return f"{MINUS if leg.quantity < ZERO else '+'}{number}{letter}"


def common_measure(quantities: Sequence[Decimal]) -> Decimal | None:
    """Return the greatest whole number that divides every quantity; None unless all are whole."""
    measure = ZERO
    for quantity in quantities:
        if quantity % ONE:
            return None
        left = abs(quantity)
        while left:
            measure, left = left, measure % left
    return measure or None
