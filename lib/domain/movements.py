"""What a row does: to lots, to cash only, or nothing this ledger can book yet."""

import re
from enum import IntEnum, auto

from lib.domain.transactions import InstrumentType, Transaction

BOOKED_IN = "USD"
BOOKED = frozenset({InstrumentType.EQUITY, InstrumentType.EQUITY_OPTION})
CORPORATE_ACTIONS = frozenset({"Symbol Change", "Forward Split", "Reverse Split", "Stock Merger", "Special Dividend"})
UNPAIRED_REMOVALS = frozenset({"Reverse Split Removal", "Stock Merger Removal"})
TRANSFERS = frozenset({"ACAT", "Transfer"})
CASH_SETTLED = frozenset({"Cash Settled Assignment", "Cash Settled Exercise"})
REMOVALS = frozenset({"Expiration", "Assignment", "Exercise"})
EXERCISES = frozenset({"Assignment", "Exercise"})
PAID_OUT = CASH_SETTLED | {"Cash Merger", "Maturity"}
DELIVERED = frozenset({"Buy to Open", "Sell to Open", "Buy to Close", "Sell to Close"})
REINVESTED = re.compile(r"dividend reinvested", re.IGNORECASE)
REASONS = {
    "Expiration": "expired",
    "Assignment": "assignment",
    "Exercise": "exercise",
    "Cash Settled Assignment": "assignment",
    "Cash Settled Exercise": "exercise",
    "Cash Merger": "cash_merger",
    "Maturity": "maturity",
}


class Movement(IntEnum):
    """
    What a row does to the books, in the order in which rows of one moment are booked.

    Corporate actions come first, then removals, closes, opens: an exercise and an assignment of one expiration deliver
    at the same second, the sale sometimes before the purchase.
    """

    TRANSFORM = auto()  # carries lots over to another symbol or quantity
    REMOVAL = auto()  # closes at the row's value, mostly nothing; the side comes from the inventory
    CLOSE = auto()
    OPEN = auto()
    TRANSFER_OUT = auto()
    LONE_REMOVAL = auto()  # one half of a corporate action whose other half is not in the feed
    REINVESTMENT = auto()  # pays for the lot that another row opens
    CASH = auto()
    NOT_BOOKED = auto()
    UNKNOWN = auto()
    FOREIGN = auto()


MOVES_LOTS = frozenset({Movement.OPEN, Movement.CLOSE, Movement.REMOVAL, Movement.TRANSFORM, Movement.TRANSFER_OUT})


def movement_of(row: Transaction) -> Movement:
    """Say what the row does."""
    if row.currency != BOOKED_IN:
        return Movement.FOREIGN
    if row.type == "Money Movement":
        return cash_movement(row)
    if row.symbol is None:
        return Movement.CASH if row.type == "Administrative Transfer" else Movement.UNKNOWN
    if row.instrument_type not in BOOKED:
        return Movement.NOT_BOOKED
    return LOT_MOVEMENTS.get(row.type, unknown)(row)


def reason_of(row: Transaction) -> str:
    """Say why a row closes what it closes."""
    if row.type == "Receive Deliver":
        return REASONS.get(row.sub_type or "", "delivery")
    return "trade"


def cash_movement(row: Transaction) -> Movement:
    """Tell futures' daily settlement and the price of reinvested dividends from other cash."""
    if row.instrument_type not in BOOKED | {None}:
        return Movement.NOT_BOOKED
    if row.symbol and REINVESTED.search(row.description):
        return Movement.REINVESTMENT
    return Movement.CASH


def trade(row: Transaction) -> Movement:
    """Follow the row's own word whether it opens or closes."""
    if row.action and row.action.opens:
        return Movement.OPEN
    if row.action and row.action.closes:
        return Movement.CLOSE
    return Movement.UNKNOWN


def delivery(row: Transaction) -> Movement:
    """Sort the rows that receive or deliver: removals, corporate actions, transfers, deliveries at the strike."""
    if row.sub_type in REMOVALS | PAID_OUT:
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
    """Tell a position that comes in from one that goes out, neither bought nor sold."""
    return Movement.OPEN if trade(row) is Movement.OPEN else Movement.TRANSFER_OUT


def unknown(_: Transaction) -> Movement:
    """Answer for a type the broker has added since."""
    return Movement.UNKNOWN


LOT_MOVEMENTS = {"Trade": trade, "Receive Deliver": delivery, "Administrative Transfer": transfer}
