"""Legs of trades, short to write: `legs("+1P40 -1P45")`; the letters are those of signatures, `U` is unknown."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from lib.domain.legs import Leg
from lib.domain.transactions import InstrumentType, OptionRight

LEG = re.compile(r"([+-][\d.]+)([A-Z])([\d.]*)(?:@(\d+))?")
TYPES = {
    "S": InstrumentType.EQUITY,
    "F": InstrumentType.FUTURE,
    "X": InstrumentType.CRYPTOCURRENCY,
    "B": InstrumentType.BOND,
    "U": InstrumentType.UNKNOWN,
}


def legs(written: str) -> list[Leg]:
    """Read legs; `@n` is the n-th of the expiries, the first if it is left out."""
    return [leg(*found.groups()) for found in LEG.finditer(written)]


def leg(quantity: str, letter: str, strike: str, expiry: str | None) -> Leg:
    """Return one leg."""
    if letter in TYPES:
        return Leg(symbol=f"ABC {letter}", instrument_type=TYPES[letter], quantity=Decimal(quantity))
    expires_on = date(2025, 3, 21 + int(expiry or 0))
    return Leg(
        symbol=f"{'ABC':<6}{expires_on:%y%m%d}{letter}{strike}",
        instrument_type=InstrumentType.EQUITY_OPTION,
        quantity=Decimal(quantity),
        expires_on=expires_on,
        strike=Decimal(strike),
        right=OptionRight(letter),
        multiplier=Decimal(100),
    )


def shuffled(them: Iterable[Leg]) -> list[Leg]:
    """Return legs in another order."""
    return list(them)[::-1]
