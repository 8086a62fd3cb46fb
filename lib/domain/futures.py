"""Outright futures: their value is price x quantity x multiplier, their cash comes day by day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lib.domain.lots import Lot
from lib.domain.money import ZERO, share
from lib.domain.quotes import quoted
from lib.domain.transactions import Transaction

# "/ESH5 mark to market at 5,010.0 Final settlement price"
MARKED_AT = re.compile(r"mark to market at (-?[\d,.']*\d)", re.IGNORECASE | re.ASCII)

UNLIKELY = Decimal("1E12")  # USD; a fill of a trillion is a price in another unit, and more than the books can keep


@dataclass(frozen=True, slots=True)
class Mark:
    """A daily settlement: until when cash was settled, and at which price; None where its words name none."""

    at: datetime
    price: Decimal | None


def marked_price(description: str) -> Decimal | None:
    """Return the settlement price that a mark to market row names, None when it names none."""
    found = MARKED_AT.search(description)
    return quoted(found[1]) if found else None


def notional(row: Transaction, price: Decimal, multiplier: Decimal) -> Decimal:
    """Return a fill's value as if cash had moved: - bought, + sold."""
    value = row.quantity * price * multiplier
    return -value if row.is_purchase else value


def settled_value(
    row: Transaction, lots: Iterable[Lot], settled: Decimal, multiplier: Decimal, mark: Mark | None
) -> Decimal | None:
    """
    Return what a final settlement of `settled` (+ long, - short) brings, as if cash had moved.

    At the row's price; else what the `lots`, in the order they are closed in, were last settled at, and the row's cash
    since: the price of the last mark for those opened before it, what they were opened for for the others. None where
    that mark names no price. What is settled beyond the lots is taken to be like them. Source: domain.md 1.10.
    """
    if row.price:
        return settled * row.price * multiplier
    value, found = ZERO, ZERO
    for lot in lots:
        taken = min(abs(settled) - found, abs(lot.quantity))
        found += taken
        if mark is None or lot.named.executed_at > mark.at:
            value -= share(lot.value, taken, abs(lot.quantity))
        elif mark.price is None:
            return None
        else:
            value += taken.copy_sign(settled) * mark.price * multiplier
    return share(value, settled, found.copy_sign(settled)) + row.value


def settles_cash(row: Transaction) -> bool:
    """Whether a bare fill settles cash: what opens a future moves none."""
    return row.type == "Trade" and bool(row.value)
