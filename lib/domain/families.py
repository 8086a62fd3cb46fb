"""Which underlying a row belongs to: what is rebuilt together and shown together."""

import re

from lib.domain.products import product_of

# "Delayed Delivery_GREE1_Assignment_SEP_17", "Cash in lieu of 0.5 RSX": cash for what a position could not deliver.
IN_LIEU = re.compile(
    r"Delayed Delivery_(?P<late>[A-Z][A-Z./]*)\d*_|Cash in lieu of [\d.,]+ (?P<rest>[A-Z][A-Z./]*)\d*\b",
    re.IGNORECASE | re.ASCII,
)


def family_of(symbol: str | None, underlying: str | None, description: str = "") -> str | None:
    """
    Return the underlying of a row, given what the broker names; None for cash that belongs to none.

    All futures of a product and all options on them are one family, named as the product: /ES. Cash in lieu names its
    position in words only.
    """
    named = underlying or symbol
    if named is None:
        found = IN_LIEU.search(description)
        return found and (found["late"] or found["rest"]).upper()
    if (symbol or named).startswith(("/", "./")):
        return product_of(symbol or named)
    return named
