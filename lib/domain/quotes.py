"""Prices as the exchanges quote them, where that is not a plain decimal."""

import re
from decimal import Decimal
from functools import lru_cache

DECIMAL = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|\.\d+", re.ASCII)
FRACTION = re.compile(r"(\d+)'(\d{1,3})", re.ASCII)
EIGHTHS = Decimal(8)
THIRTY_SECONDS = Decimal(32)
# The third digit is the first decimal of a part of a thirty-second: quarters for notes, eighths for the two-year note.
PARTS = {decimals[:1]: Decimal(f"0.{decimals}") for decimals in ["0", "125", "25", "375", "5", "625", "75", "875"]}


@lru_cache(maxsize=4096)
def quoted(text: str) -> Decimal | None:
    """
    Read a price: 5,010.25, -37.63, or a fraction as grains (450'4, eighths) and bonds (110'165) have it.

    110'16 is 110 and 16/32, 110'165 is 110 and 16.5/32, 103'033 is 103 and 3.375/32: the third digit says eighths of a
    thirty-second, cut to one digit. None for anything else. Source: CME Group, Treasury futures price quotation.
    """
    text = text.strip()
    price = unsigned(text.removeprefix("-"))
    return -price if price and text.startswith("-") else price


def unsigned(text: str) -> Decimal | None:
    """Read a price without a sign, None where it is none."""
    if DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", ""))
    found = FRACTION.fullmatch(text)
    if found is None:
        return None
    whole, parts = Decimal(found[1]), found[2]
    if len(parts) == 1:
        return whole + Decimal(parts) / EIGHTHS
    part = PARTS.get(parts[2:] or "0")
    return None if part is None else whole + (Decimal(parts[:2]) + part) / THIRTY_SECONDS
