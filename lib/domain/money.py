"""Cutting an amount into parts that add up to it exactly."""

from decimal import Context, Decimal

ZERO = Decimal(0)
STEP = Decimal("1E-10")  # what the books keep; far below a cent, so that no sum can ever show it
EXACT = Context(prec=60)  # wide enough that sums and differences of amounts never lose a digit


def share(total: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """
    Return what falls on `part` of `whole`, cut at the tenth decimal.

    The caller leaves the rest to the remaining parts, so that together they are `total`, whatever the division gives.
    """
    return total if part == whole or not total else (total * part / whole).quantize(STEP)
