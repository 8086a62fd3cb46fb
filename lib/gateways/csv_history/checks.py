"""Whether the figures of a row agree with each other: what a spreadsheet or another locale breaks shows here."""

from decimal import Decimal

from lib.domain.transactions import InstrumentType, Transaction
from lib.gateways.csv_history.record import ZERO, Record
from lib.gateways.csv_history.symbols import option_symbol

CHECKED = frozenset({InstrumentType.EQUITY, InstrumentType.EQUITY_OPTION})
# What is delivered at the strike; other deliveries carry a cost over, which is no cash, so that nothing need add up.
FILLS = frozenset({"Buy to Open", "Sell to Open", "Buy to Close", "Sell to Close"})
ONE = Decimal(1)
HALF_A_CENT = Decimal("0.005")  # prices are written to the cent
ONE_PERCENT = Decimal("0.01")
TWO_CENTS = Decimal("0.02")
ONE_DOLLAR = Decimal(1)


def check(row: Transaction, record: Record) -> None:
    """Raise HistoryError when the sign, value or total of a row contradicts the rest of it."""
    if row.type == "Money Movement":
        check_total(row, record)
    elif row.instrument_type in CHECKED and row.type == "Trade":
        check_sign(row, record)
        if not is_adjusted(row):
            check_value(row, record)
        check_total(row, record)
    elif row.instrument_type in CHECKED and row.type == "Receive Deliver" and row.sub_type in FILLS:
        check_sign(row, record)
        check_total(row, record)


def check_sign(row: Transaction, record: Record) -> None:
    """Refuse a purchase that brings money, and a sale that costs some."""
    if row.action is None or not row.value:
        return
    if row.action.is_buy == (row.value > 0):
        verb = "a purchase that brings" if row.action.is_buy else "a sale that costs"
        raise record.refusal("sign_contradiction", "Value", f'"{record.text("Value")}" would be {verb} money')


def check_value(row: Transaction, record: Record) -> None:
    """Quantity, price and multiplier make the value, but for the rounding of the price."""
    if row.price is None:
        return
    multiplier = (row.multiplier or ONE) if row.instrument_type is InstrumentType.EQUITY_OPTION else ONE
    expected = row.quantity * row.price * multiplier
    allowed = row.quantity * HALF_A_CENT * multiplier + max(expected, ZERO) * ONE_PERCENT + TWO_CENTS
    if abs(abs(row.value) - expected) > allowed:
        raise record.refusal(
            "value_contradiction",
            "Value",
            f'"{record.text("Value")}" is not what {row.quantity} at {record.text("Average Price")} makes. A program '
            "that writes thousands and decimals the other way round may have changed the file",
        )


def check_total(row: Transaction, record: Record) -> None:
    """Value, commission and fees make the total, but for rounding and charges that have no column."""
    expected = row.value + row.charges
    if abs(row.net_value - expected) > ONE_DOLLAR + abs(expected) * ONE_PERCENT:
        raise record.refusal(
            "total_contradiction",
            "Total",
            f'"{record.text("Total")}" is not what value, commissions and fees make together',
        )


def is_adjusted(row: Transaction) -> bool:
    """Whether a corporate action has changed the contract."""
    option = option_symbol(row.symbol or "")
    return option is not None and option.is_adjusted
