"""What a row does: to lots, to cash only, or nothing this ledger can book yet."""

import re
from enum import IntEnum, auto

from lib.domain.transactions import Action, InstrumentType, Transaction

BOOKED_IN = "USD"
NOT_BOOKED = frozenset({None, InstrumentType.BOND, InstrumentType.UNKNOWN})
CORPORATE_ACTIONS = frozenset({"Symbol Change", "Forward Split", "Reverse Split", "Stock Merger", "Special Dividend"})
UNPAIRED_REMOVALS = frozenset({"Reverse Split Removal", "Stock Merger Removal"})
TRANSFERS = frozenset({"ACAT", "Transfer"})
CASH_SETTLED = frozenset({"Cash Settled Assignment", "Cash Settled Exercise"})
REMOVALS = frozenset({"Expiration", "Assignment", "Exercise"})
EXERCISES = frozenset({"Assignment", "Exercise"})
PAID_OUT = CASH_SETTLED | {"Cash Merger", "Maturity", "Futures Settlement"}
ENDS = REMOVALS | PAID_OUT
DELIVERED = frozenset({"Buy to Open", "Sell to Open", "Buy to Close", "Sell to Close", "Buy", "Sell"})
MARKED = re.compile(r"mark to market", re.IGNORECASE)
REINVESTED = re.compile(r"dividend reinvested", re.IGNORECASE)
ADMINISTRATIVE = "Administrative Transfer"
MOVED = re.compile(r"(Received|Removed) [\d.,]+ (Long|Short) .*\bvia (?:ACAT|Transfer)", re.IGNORECASE | re.ASCII)
MOVED_TO = {
    ("received", "long"): Action.BUY_TO_OPEN,
    ("received", "short"): Action.SELL_TO_OPEN,
    ("removed", "long"): Action.SELL_TO_CLOSE,
    ("removed", "short"): Action.BUY_TO_CLOSE,
}
REASONS = {
    "Expiration": "expired",
    "Assignment": "assignment",
    "Exercise": "exercise",
    "Cash Settled Assignment": "assignment",
    "Cash Settled Exercise": "exercise",
    "Cash Merger": "cash_merger",
    "Maturity": "maturity",
    "Futures Settlement": "settlement",
}


class Movement(IntEnum):
    """
    What a row does to the books, in the order in which rows of one moment are booked.

    Corporate actions come first, then removals, closes, opens: an exercise and an assignment of one expiration deliver
    at the same second, the sale sometimes before the purchase.
    """

    TRANSFORM = auto()  # carries lots over to another symbol or quantity
    MARK = auto()  # a future's daily settlement: cash on account of a profit that its closing will show
    REMOVAL = auto()  # closes at the row's value, mostly nothing; the side comes from the inventory
    CLOSE = auto()
    OPEN = auto()
    EITHER = auto()  # a bare purchase or sale of a future: the inventory says what it does
    TRANSFER_OUT = auto()
    REVERSAL = auto()  # takes another row back
    LONE_REMOVAL = auto()  # one half of a corporate action whose other half is not in the feed
    REINVESTMENT = auto()  # pays for the lot that another row opens
    CASH = auto()
    NOT_BOOKED = auto()
    UNKNOWN = auto()
    FOREIGN = auto()


MOVES_LOTS = frozenset(
    {
        Movement.OPEN,
        Movement.CLOSE,
        Movement.EITHER,
        Movement.REMOVAL,
        Movement.TRANSFORM,
        Movement.TRANSFER_OUT,
    }
)
TRANSFORMS = frozenset({Movement.TRANSFORM, Movement.LONE_REMOVAL})


def movement_of(row: Transaction) -> Movement:
    """Say what the row does."""
    if row.currency != BOOKED_IN:
        return Movement.FOREIGN
    if row.reverses is not None:
        return Movement.REVERSAL
    if row.type == "Money Movement":
        return cash_movement(row)
    if row.symbol is None:
        return Movement.CASH if row.type == ADMINISTRATIVE else Movement.UNKNOWN
    if row.instrument_type in NOT_BOOKED:
        return Movement.NOT_BOOKED
    return LOT_MOVEMENTS.get(row.type, unknown)(row)


def reason_of(row: Transaction) -> str:
    """Say why a row closes what it closes."""
    if row.type == "Receive Deliver":
        return REASONS.get(row.sub_type or "", "delivery")
    return "trade"


def cash_movement(row: Transaction) -> Movement:
    """Tell futures' daily settlement and the price of reinvested dividends from other cash."""
    if row.sub_type == "Mark to Market" or MARKED.search(row.description):
        return Movement.MARK
    if row.symbol and REINVESTED.search(row.description):
        return Movement.REINVESTMENT
    return Movement.CASH


def trade(row: Transaction) -> Movement:
    """Follow the row's own word whether it opens or closes."""
    if row.action and row.action.opens:
        return Movement.OPEN
    if row.action and row.action.closes:
        return Movement.CLOSE
    if row.action and row.instrument_type is InstrumentType.FUTURE:
        return Movement.EITHER
    if row.action and row.instrument_type is InstrumentType.CRYPTOCURRENCY:
        return Movement.OPEN if row.is_purchase else Movement.CLOSE  # nobody is short of coins
    return Movement.UNKNOWN


def delivery(row: Transaction) -> Movement:
    """Sort the rows that receive or deliver: removals, corporate actions, transfers, deliveries at the strike."""
    if row.sub_type in ENDS:
        return Movement.REMOVAL
    if row.sub_type in CORPORATE_ACTIONS:
        return Movement.TRANSFORM if trade(row) is not Movement.UNKNOWN else Movement.LONE_REMOVAL
    if row.sub_type in UNPAIRED_REMOVALS:
        return Movement.LONE_REMOVAL
    if row.sub_type in TRANSFERS:
        return transfer(row)
    if row.sub_type in DELIVERED or (row.sub_type == "Dividend" and trade(row) is Movement.OPEN):
        return trade(row)
    return Movement.UNKNOWN


def transfer(row: Transaction) -> Movement:
    """
    Tell a position that comes in from one that goes out, neither bought nor sold; one that brings cash is a sale.

    Only what says that it closes takes lots away. Cash that names a position is cash.
    """
    if row.action and row.action.closes:
        return Movement.CLOSE if row.value else Movement.TRANSFER_OUT
    if row.type == ADMINISTRATIVE and row.net_value and not row.quantity:
        return Movement.CASH
    return Movement.OPEN if trade(row) is Movement.OPEN else Movement.UNKNOWN


def worded_action(row_type: str, description: str) -> Action | None:
    """Return what the words of a transfer do to a position, for rows that name no action."""
    found = MOVED.match(description) if row_type in {"Receive Deliver", ADMINISTRATIVE} else None
    return MOVED_TO[found[1].lower(), found[2].lower()] if found else None


def unknown(_: Transaction) -> Movement:
    """Answer for a type the broker has added since."""
    return Movement.UNKNOWN


LOT_MOVEMENTS = {"Trade": trade, "Receive Deliver": delivery, ADMINISTRATIVE: transfer}
