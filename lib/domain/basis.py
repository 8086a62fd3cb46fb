"""What an opening row cost, also where no cash moved with it."""

from decimal import Decimal

from lib.domain.money import ZERO
from lib.domain.movements import TRANSFERS
from lib.domain.transactions import Transaction

ONE = Decimal(1)
CARRIED_COST = "carried_cost"


def basis_of(row: Transaction) -> tuple[Decimal, str | None]:
    """
    Return the value a lot opens with, and where that came from when it is no fill.

    A reinvested dividend costs its price, a transfer in the price the broker marked it at that day; what comes without
    cash and without a price costs nothing, which is shown: its later profit is too high until somebody says better.
    """
    if row.value or row.type == "Trade":
        return row.value, None
    if not row.price:
        return ZERO, "zero_cost"
    if row.sub_type == "Dividend":
        return at_price(row, row.price), "drip_price"
    if row.sub_type in TRANSFERS or row.type == "Administrative Transfer":
        return at_price(row, row.price), "acat_mark"
    return ZERO, "zero_cost"


def at_price(row: Transaction, price: Decimal) -> Decimal:
    """Return the signed cash a fill at this price would have moved."""
    value = row.quantity * price * (row.multiplier or ONE)
    return -value if row.is_purchase else value
