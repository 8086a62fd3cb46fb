"""What an opening row cost, also where no cash moved with it."""

from datetime import date, datetime, time
from decimal import Decimal

from lib.domain.errors import DomainError
from lib.domain.money import ZERO
from lib.domain.movements import TRANSFERS, Movement, movement_of
from lib.domain.new_york import NEW_YORK
from lib.domain.products import ONE, multiplier_of
from lib.domain.transactions import Transaction

CARRIED_COST = "carried_cost"
USER = "user"
NOON = time(12)
EXERCISED = frozenset({"Exercise", "Cash Settled Exercise"})
ASSIGNED = frozenset({"Assignment", "Cash Settled Assignment"})
OPENS = frozenset({Movement.OPEN, Movement.EITHER})
ENDS_LOTS = frozenset({Movement.CLOSE, Movement.REMOVAL})


def basis_of(row: Transaction, value: Decimal) -> tuple[Decimal, str | None]:
    """
    Return the value a lot opens with, and where that came from when it is no fill; a fill is worth `value`.

    A reinvested dividend without a row that pays for it costs its price, a transfer in the price the broker marked it
    at that day; what comes without cash and without a price costs nothing, which is shown: its later profit is too high
    until somebody says better.
    """
    if value or row.type == "Trade":
        return value, None
    if not row.price:
        return ZERO, "zero_cost"
    if row.sub_type == "Dividend":
        return at_price(row, row.price), "drip_price"
    if row.sub_type in TRANSFERS or row.type == "Administrative Transfer":
        return at_price(row, row.price), "acat_mark"
    return ZERO, "zero_cost"


def at_price(row: Transaction, price: Decimal) -> Decimal:
    """Return the signed cash a fill at this price would have moved."""
    value = row.quantity * price * (multiplier_of(row) or ONE)
    return -value if row.is_purchase else value


def named_by_the_owner(row: Transaction, *, is_long: bool) -> Decimal:
    """Return the value of a lot as its owner says: what was paid for a long one, what a short one brought."""
    basis = row.basis or ZERO
    return -basis if is_long else basis


def opened_on(acquired_on: date, row: Transaction) -> datetime:
    """Return when a row's lot was opened: noon in New York of the day its owner names, never after the row itself."""
    noon = datetime.combine(acquired_on, NOON, NEW_YORK).astimezone(row.executed_at.tzinfo)
    return min(noon, row.executed_at)


def is_removed_long(row: Transaction, held: Decimal) -> bool | None:
    """Return whether a removal ends a long position, by what is held (+ long, - short), else by the row's own words."""
    if held:
        return held > ZERO
    if row.action is not None:
        return not row.is_purchase
    if row.sub_type in EXERCISED | ASSIGNED:
        return row.sub_type in EXERCISED
    return row.value > ZERO or None


def can_have_basis(row: Transaction, *, is_asked_for: bool) -> bool:
    """
    Return whether saying what a row's position cost does anything to the books, or did so before.

    What opens a lot takes it always. What ends one, or carries one over, takes it only where no row here opened that
    lot, which the books know: `is_asked_for` says that they list the row for its cost.
    """
    if row.basis is not None:
        return True
    movement = movement_of(row)
    if movement in OPENS:
        return bool(row.quantity)
    if movement is Movement.TRANSFORM:
        return is_asked_for and row.action is not None and row.action.opens
    return is_asked_for and movement in ENDS_LOTS


class NoBasisHereError(DomainError):
    """A basis on this row would change nothing."""

    code = "no_basis_here"

    def __init__(self) -> None:
        """Say so, and where it belongs."""
        super().__init__(
            "A basis on this row would change nothing: it opens no position, and whatever it closes was opened by "
            "rows that are here. Enter it on the row that opened the position."
        )
