"""Whether a fill's value is what its price, quantity and multiplier make."""

from decimal import Decimal

from lib.domain.products import multiplier_of
from lib.domain.transactions import InstrumentType, Transaction

ONE_PERCENT = Decimal("0.01")
HALF_A_CENT = Decimal("0.005")  # prices are written to the cent
HALF = Decimal("0.5")
TWO_CENTS = Decimal("0.02")


def contradicts(row: Transaction) -> bool:
    """
    Whether a fill's value is more than one percent off; a price may be rounded by half a cent, a value by two.

    A future option's price is rounded by half of its last digit: one cent of a yen is 125,000 dollars.
    An outright future's value is no product of its price, and what nobody prices contradicts nothing.
    """
    price = row.price
    if not price or row.type != "Trade" or row.instrument_type is InstrumentType.FUTURE:
        return False
    multiplier = multiplier_of(row)
    if multiplier is None:
        return False
    expected = row.quantity * price * multiplier
    value = row.value.copy_abs()
    if value == expected:
        return False
    rounded = row.quantity * multiplier * rounding(price, row)
    return abs(value - expected) > expected * ONE_PERCENT + rounded + TWO_CENTS


def rounding(price: Decimal, row: Transaction) -> Decimal:
    """Return by how much a row's price may be rounded."""
    if row.instrument_type is not InstrumentType.FUTURE_OPTION:
        return HALF_A_CENT
    return min(HALF_A_CENT, HALF.scaleb(int(price.as_tuple().exponent)))
