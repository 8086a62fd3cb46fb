"""Outright futures: their value is price x quantity x multiplier, their cash comes day by day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lib.domain.lots import Lot
from lib.domain.money import ZERO, share
from lib.domain.products import multiplier_of
from lib.domain.quotes import quoted
from lib.domain.transactions import Transaction

# "/ESH5 mark to market at 5,010.0 Final settlement price"
MARKED_AT = re.compile(r"mark to market at (-?[\d,.']*\d)", re.IGNORECASE | re.ASCII)

UNLIKELY = Decimal("1E12")  # USD; a fill of a trillion is a price in another unit, and more than the books can keep


@dataclass(frozen=True, slots=True)
class Mark:
    """A daily settlement: until when cash was settled, and at which price; None where nobody can tell."""

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


def price_by_cash(row: Transaction, lots: Sequence[Lot], before: Mark | None) -> Decimal | None:
    """
    Return the price of a daily settlement whose words name none, by its cash and what the `lots` were settled at.

    None where the row is about another quantity than the lots are, or what was before has no price either.
    """
    held = sum((lot.quantity for lot in lots), ZERO)
    multiplier = multiplier_of(lots[0].named) if lots else None
    if not multiplier or row.quantity not in {ZERO, abs(held)}:
        return None
    worth = last_worth(lots, abs(held), multiplier, before)
    return None if worth is None else (worth + row.value) / (held * multiplier)


def settled_value(
    row: Transaction, lots: Iterable[Lot], settled: Decimal, multiplier: Decimal, mark: Mark | None, late: Decimal
) -> Decimal | None:
    """
    Return what a final settlement of `settled` (+ long, - short) brings, as if cash had moved.

    At the row's price; else what the `lots`, in the order they are closed in, were last settled at, and the cash since:
    the row's own, and that of daily settlements that were posted `late`. What is settled beyond the lots is taken to be
    like them. None where the last mark has no price. Source: domain.md 1.10.
    """
    if row.price:
        return settled * row.price * multiplier
    lots = list(lots)
    found = min(abs(settled), sum((abs(lot.quantity) for lot in lots), ZERO))
    worth = last_worth(lots, found, multiplier, mark)
    return None if worth is None else share(worth, settled, found.copy_sign(settled)) + row.value + late


def last_worth(lots: Iterable[Lot], quantity: Decimal, multiplier: Decimal, mark: Mark | None) -> Decimal | None:
    """
    Return what the first `quantity` (unsigned) of `lots` were worth when their cash was last settled; + long, - short.

    That is the price of the last mark for those opened before it, what they were opened at for the others; a premium
    that the folded view put into their value is no part of it. None where that mark has no price.
    """
    worth, left = ZERO, quantity
    for lot in lots:
        taken = min(left, abs(lot.quantity))
        if not taken:
            break
        left -= taken
        if mark is None or lot.named.executed_at > mark.at:
            worth += opening_worth(lot, taken)
        elif mark.price is None:
            return None
        else:
            worth += taken.copy_sign(lot.quantity) * mark.price * multiplier
    return worth


def opening_worth(lot: Lot, taken: Decimal) -> Decimal:
    """Return what a part of a lot was opened at: its price, or what its owner or the broker said it had cost."""
    if lot.basis_source or lot.named.price is None:
        return -share(lot.value, taken, abs(lot.quantity))
    return taken.copy_sign(lot.quantity) * lot.named.price * (multiplier_of(lot.named) or ZERO)


def settles_cash(row: Transaction) -> bool:
    """Whether a bare fill settles cash: what opens a future moves none."""
    return row.type == "Trade" and bool(row.value)
