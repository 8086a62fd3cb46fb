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

DIVIDENDS: Final = "dividends"
INTEREST: Final = "interest"
LENDING: Final = "lending"
DAY = r"\d{1,2}/\d{1,2}(?:/\d{2,4})?"
# "DOMESTIC WIRE FEE", "WIRE FEE REFUND 05/12", "Refund of wire fee"; not "ACH DEPOSIT - NO FEE CHARGED", nor a coffee.
FEE = (
    r"\bFEES?(?:\s+(?:REFUND(?:ED)?|REVERSAL|REVERSED|REBATED?|CREDIT|WAIVED|ADJ(?:USTMENT)?))?[\s\W\d]*$"
    r"|\b(?:REFUND|REVERSAL|REBATE) (?:OF )?(?:\w+ ){0,3}FEES?\b"
)
# Descriptions outrank sub-types: histories before 2020 call interest a deposit and wires received a withdrawal.
DESCRIPTIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words, re.IGNORECASE | re.ASCII), kind)
    for words, kind in (
        (rf"\bINTEREST ON (?:CREDIT|DEBIT) BALANCE|^(?:INTEREST )?FROM {DAY} THRU", INTEREST),
        (r"\bREG(?:ULATORY|\.)? ?FEE|\bFEE CORRECTION", FEE_ADJUSTMENTS),
        (r"\bLENDING (?:REBATE|INCOME)", LENDING),
        (r"\bDELAYED DELIVERY|\bCASH IN LIEU", ADJUSTMENTS),
        (r"^JOURNAL\b", TRANSFERS),
        (FEE, FEES),
    )
)
TAXED = re.compile(r"\bDIVIDEND|\bTAX WITHH|\bWITHHOLDING TAX|\bNON-?RESIDENT (?:ALIEN )?TAX", re.IGNORECASE)
# By letters of one case: a layout may write them in another.
SUB_TYPES = {
    "dividend": DIVIDENDS,
    "credit interest": INTEREST,
    "debit interest": INTEREST,
    "fully paid stock lending income": LENDING,
    "fee": FEES,
    "balance adjustment": ADJUSTMENTS,
    "transfer": TRANSFERS,
}
WIRES = re.compile(r"^ACH |WIRE|^TRANSFER FROM|DEPOSIT|WITHDRAWAL", re.IGNORECASE)
IN_OR_OUT = frozenset({"deposit", "withdrawal", "withdrawl"})
UNDECIDED = IN_OR_OUT | {"", "balance adjustment"}  # with a symbol, other sub-types say more than a company's name does


def cash_kind(row: Transaction) -> str:
    """
    Return the kind of a row that moves cash and no lot; `unclassified` when no rule knows it.

    A deposit is what came in and a withdrawal what went out, whatever the broker's sub-type says. With a symbol both
    are dividends: withholding given back, or a dividend owed on a short position. Source: domain.md 1.3.
    """
    if row.type == "Administrative Transfer":
        return TRANSFERS
    sub_type = plainly(row.sub_type)
    if row.symbol is None or sub_type in UNDECIDED:
        description = " ".join(row.description.split())
        for pattern, kind in DESCRIPTIONS:
            if pattern.search(description):
                return kind
    if sub_type in SUB_TYPES:
        return SUB_TYPES[sub_type]
    if sub_type in IN_OR_OUT:
        return DIVIDENDS if row.symbol or TAXED.search(row.description) else in_or_out(row)
    return UNCLASSIFIED if sub_type else untyped(row)


def plainly(sub_type: str | None) -> str:
    """Write a sub-type in small letters with a space between its words."""
    return " ".join((sub_type or "").casefold().replace("-", " ").split())


def untyped(row: Transaction) -> str:
    """Read a row of the layout that has no sub-types: dividends name a symbol, wires say so."""
    if row.symbol:
        return DIVIDENDS if row.net_value > 0 else UNCLASSIFIED
    return in_or_out(row) if WIRES.search(row.description) else UNCLASSIFIED


def in_or_out(row: Transaction) -> str:
    """Tell a deposit from a withdrawal by its sign."""
    return "deposits" if row.net_value >= 0 else "withdrawals"
