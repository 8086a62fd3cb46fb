"""From a record to a transaction, for the layouts since 2020: B0, B, C and D."""

import re
from datetime import date, tzinfo
from decimal import Decimal

from lib.domain.families import family_of
from lib.domain.movements import worded_action
from lib.domain.quotes import quoted
from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction
from lib.gateways.csv_history.record import Record
from lib.gateways.csv_history.symbols import OptionSymbol, future_option_terms, instrument_of, option_symbol

HUNDRED = Decimal(100)
ACTIONS = {action.upper().replace(" ", "_"): action for action in Action}
INSTRUMENTS = {kind.value.upper(): kind for kind in InstrumentType}
NUMBER_OF_ORDER = re.compile(r"(\d+)\.0+")
CURRENCY = re.compile(r"[A-Z]{3,5}")
# The column tells neither the multiplier nor the price of futures and their options.
FUTURES = frozenset({InstrumentType.FUTURE, InstrumentType.FUTURE_OPTION})
WORDED_PRICE = re.compile(r"(?:@|mark to market at) *(-?[\d,.']*\d)", re.ASCII)
# What the layout without sub-types says in words instead.
DESCRIBED = tuple(
    (re.compile(pattern, re.IGNORECASE), sub_type)
    for pattern, sub_type in (
        (r"^Removal of option due to assignment", "Assignment"),
        (r"^Removal of option due to exercise", "Exercise"),
        (r"due to expiration", "Expiration"),
        (r"^Symbol change", "Symbol Change"),
        (r"^Forward split", "Forward Split"),
        (r"^Reverse split", "Reverse Split"),
        (r"^Stock merger", "Stock Merger"),
        (r"^Special dividend", "Special Dividend"),
        (r"^Cash merger", "Cash Merger"),
        (r"via ACAT", "ACAT"),
        (r"via Dividend", "Dividend"),
    )
)
CASH_SETTLEMENT = re.compile(r"^Cash settlement of", re.IGNORECASE)

Contract = tuple[date | None, Decimal | None, OptionRight | None]


def transaction_of(record: Record, zone: tzinfo | None) -> Transaction:
    """Read one record; raises HistoryError with the cell that cannot be read. The id is left empty."""
    option = option_of(record)
    symbol = option.text if option else record.text("Symbol") or None
    instrument = instrument_type_of(record, symbol, is_option=option is not None)
    written = record.text("Action").upper().replace(" ", "_")
    action = ACTIONS.get(written) or worded_action(type_of(record), record.text("Description"))
    multiplier = None if instrument in FUTURES else record.number("Multiplier")
    expires_on, strike, right = contract_of(record)
    if option:
        expires_on, strike, right = option.expires_on, option.strike, option.right
    value, commission, fees = record.amount("Value"), record.amount("Commissions"), record.amount("Fees")
    total = record.number("Total")
    return Transaction(
        id="",
        executed_at=record.moment(zone),
        type=type_of(record),
        sub_type=record.text("Sub Type") or (None if record.has("Sub Type") else described(record, action, value)),
        action=action,
        symbol=symbol,
        underlying=family_of(symbol, underlying_of(record, symbol, option), record.text("Description")),
        instrument_type=instrument,
        description=record.text("Description"),
        quantity=abs(record.amount("Quantity")),
        price=worded_price(record, instrument) if instrument in FUTURES else price_of(record, instrument, multiplier),
        value=value,
        commission=commission,
        fees=fees,
        net_value=value + commission + fees if total is None else total,
        currency=currency_of(record),
        order_id=order_of(record.text("Order #")),
        multiplier=multiplier,
        expires_on=expires_on,
        strike=strike,
        right=right,
    )


def type_of(record: Record) -> str:
    """Return the row's type, which no row is without."""
    kind = record.text("Type")
    if not kind:
        raise record.refusal("cell_unreadable", "Type", "there is nothing in it, which no row of an export has")
    return kind


def option_of(record: Record) -> OptionSymbol | None:
    """Take the symbol apart where it is an option's."""
    try:
        return option_symbol(record.text("Symbol"))
    except ValueError as never:
        raise record.refusal("cell_unreadable", "Symbol", f"the option's expiry is no day ({never})") from never


def contract_of(record: Record) -> Contract:
    """
    Read expiry, strike and right of what is no equity option: from a future option's symbol, else from the columns.

    The column shifts with the time zone of the exporter's computer, the symbol does not.
    """
    try:
        terms = future_option_terms(record.text("Symbol"))
    except ValueError as never:
        raise record.refusal("cell_unreadable", "Symbol", f"the option's expiry is no day ({never})") from never
    if terms:
        return terms[0], terms[2], terms[1]
    return record.day("Expiration Date"), record.number("Strike Price"), record.right()


def instrument_type_of(record: Record, symbol: str | None, *, is_option: bool) -> InstrumentType | None:
    """Read the instrument type; what is new since is UNKNOWN, and nothing is nothing."""
    text = record.text("Instrument Type")
    if text:
        return INSTRUMENTS.get(text.upper(), InstrumentType.UNKNOWN)
    return instrument_of(symbol, is_option=is_option) if symbol else None


def underlying_of(record: Record, symbol: str | None, option: OptionSymbol | None) -> str | None:
    """Return what the position belongs to: the column, an option's root without its adjustment, or the symbol."""
    named = record.text("Underlying Symbol")
    if named or symbol is None:
        return named or None
    return option.root.rstrip("0123456789") if option else symbol


def price_of(record: Record, instrument: InstrumentType | None, multiplier: Decimal | None) -> Decimal | None:
    """Return the price per share or unit of premium; the column holds it per contract, signed like the cash."""
    average = record.number("Average Price")
    if average is None or instrument is not InstrumentType.EQUITY_OPTION:
        return average and abs(average)
    return abs(average) / (multiplier or HUNDRED)


def worded_price(record: Record, instrument: InstrumentType | None) -> Decimal | None:
    """
    Return the price of futures and their options, which only the words have: the column holds the cash.

    Only an outright future's can be below zero.
    """
    found = WORDED_PRICE.search(record.text("Description"))
    price = quoted(found[1]) if found else None
    return price if instrument is InstrumentType.FUTURE else price and abs(price)


def described(record: Record, action: Action | None, value: Decimal) -> str | None:
    """Read the sub-type from the words, where they leave no doubt; cash rows of that layout leave some."""
    if record.text("Type") == "Money Movement":
        return None
    text = record.text("Description")
    for pattern, sub_type in DESCRIBED:
        if pattern.search(text):
            return sub_type
    if CASH_SETTLEMENT.search(text):
        return "Cash Settled Assignment" if value < 0 else "Cash Settled Exercise"
    return action.value if action else None


def currency_of(record: Record) -> str:
    """Return the currency; a history without the column is in dollars."""
    text = record.text("Currency").upper() or "USD"
    if not CURRENCY.fullmatch(text):
        raise record.refusal("cell_unreadable", "Currency", f'"{text[:40]}" is no currency')
    return text


def order_of(text: str) -> str | None:
    """Return an order's number; one export writes it with a decimal point."""
    if text in {"", "--"}:
        return None
    whole = NUMBER_OF_ORDER.fullmatch(text)
    return whole[1] if whole else text
