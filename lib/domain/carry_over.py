"""How lots go on under a new symbol or quantity: at cost, with their original dates."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from lib.domain.corporate_legs import Leg
from lib.domain.lots import Lot

SMALLEST = Decimal("1E-8")  # the smallest part of a share there is


def carried(lots: Sequence[Lot], old_quantity: Decimal, new: Leg) -> tuple[list[Lot], Decimal]:
    """
    Return the lots as they go on, and what of the new quantity (unsigned) found no lot.

    Each lot gets its share of the new quantity, the last one the rest; value, fees and dates stay what they are.
    """
    left_old, left_new = old_quantity, new.quantity
    moved: list[Lot] = []
    for lot in lots:
        taken = abs(lot.quantity)
        quantity = left_new if taken == left_old else (left_new * taken / left_old).quantize(SMALLEST)
        moved.append(
            replace(
                lot,
                named=new.first,
                quantity=quantity.copy_sign(lot.quantity),
            )
        )
        left_old, left_new = left_old - taken, left_new - quantity
    return moved, left_new
