"""Which pocket a row's cash belongs to, when it is no trade."""

import re
from typing import Final

from lib.domain.transactions import Transaction

TRADES: Final = "trades"
UNCLASSIFIED: Final = "unclassified"
ADJUSTMENTS: Final = "adjustments"
FEES: Final = "fees"
FEE_ADJUSTMENTS: Final = "fee_adjustments"
MARK_TO_MARKET: Final = "mark_to_market"
TRANSFERS: Final = "transfers"

REGULATORY = re.compile(r"REGULATORY FEE|REG FEE|FEE CORRECTION", re.IGNORECASE)
# Descriptions outrank sub-types: histories before 2020 call interest a deposit and wires received a withdrawal.
DESCRIPTIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^INTEREST ON CREDIT BALANCE|^FROM \d\d/\d\d THRU", re.IGNORECASE), "interest"),
    (REGULATORY, FEE_ADJUSTMENTS),
    (re.compile(r"LENDING REBATE", re.IGNORECASE), "lending"),
    (re.compile(r"DELAYED DELIVERY", re.IGNORECASE), ADJUSTMENTS),
    (re.compile(r"FEE(?: REFUND| REVERSAL)?$", re.IGNORECASE), FEES),
)
SUB_TYPES = {
    "Dividend": "dividends",
    "Credit Interest": "interest",
    "Debit Interest": "interest",
    "Fully Paid Stock Lending Income": "lending",
    "Fee": FEES,
    "Balance Adjustment": ADJUSTMENTS,
    "Transfer": TRANSFERS,
}
WIRES = re.compile(r"^ACH |WIRE|^JOURNAL TO|^TRANSFER FROM|DEPOSIT|WITHDRAWAL", re.IGNORECASE)
IN_OR_OUT = frozenset({"Deposit", "Withdrawal"})


def cash_kind(row: Transaction) -> str:
    """
    Return the kind of a row that moves cash and no lot; `unclassified` when no rule knows it.

    A deposit is what came in and a withdrawal what went out, whatever the broker's sub-type says. With a symbol both
    are dividends: withholding given back, or a dividend owed on a short position.
    """
    if row.type == "Administrative Transfer":
        return TRANSFERS
    if row.symbol is None:
        for pattern, kind in DESCRIPTIONS:
            if pattern.search(row.description):
                return kind
    if row.sub_type == "Balance Adjustment" and REGULATORY.search(row.description):
        return FEE_ADJUSTMENTS
    if row.sub_type in SUB_TYPES:
        return SUB_TYPES[row.sub_type]
    if row.sub_type in IN_OR_OUT:
        return "dividends" if row.symbol else in_or_out(row)
    return UNCLASSIFIED if row.sub_type else untyped(row)


def untyped(row: Transaction) -> str:
    """Read a row of the layout that has no sub-types: dividends name a symbol, wires say so."""
    if row.symbol:
        return "dividends" if row.net_value > 0 else UNCLASSIFIED
    return in_or_out(row) if WIRES.search(row.description) else UNCLASSIFIED


def in_or_out(row: Transaction) -> str:
    """Tell a deposit from a withdrawal by its sign."""
    return "deposits" if row.net_value >= 0 else "withdrawals"
