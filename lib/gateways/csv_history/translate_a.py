"""From a record to a transaction, for layout A: no seconds, no zone, no option symbols, fees and commission as one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta, tzinfo
from decimal import Decimal

from lib.domain.families import family_of
from lib.domain.movements import CORPORATE_ACTIONS
from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction
from lib.gateways.csv_history.record import ZERO, Record
from lib.gateways.csv_history.symbols import IN_DESCRIPTION, OptionSymbol, instrument_of, occ_text, option_symbol
from lib.gateways.csv_history.translate import HUNDRED, type_of

ACTIONS = {
    ("BUY", "OPEN"): Action.BUY_TO_OPEN,
    ("SELL", "OPEN"): Action.SELL_TO_OPEN,
    ("BUY", "CLOSE"): Action.BUY_TO_CLOSE,
    ("SELL", "CLOSE"): Action.SELL_TO_CLOSE,
    ("BUY", ""): Action.BUY,
    ("SELL", ""): Action.SELL,
}
# "Sold 2 LFIN 06/15/18 Call 30.00 @ 7.10": the day of the contract, whatever the zone of the exporter's computer.
WORDED = re.compile(r" (\d\d)/(\d\d)/(\d\d) (?:Call|Put) [\d.]+")
CENTURY = 2000


def transaction_of_a(record: Record, zone: tzinfo | None, shift: timedelta) -> Transaction:
    """Read one record; `shift` is by how much the file's expiry column is off. Raises HistoryError."""
    named, right, strike = record.text("Symbol") or None, record.right(), record.number("Strike Price")
    expires_on = worded_expiry(record.text("Description")) or shifted(record.day("Expiration Date"), shift)
    option = contract(record, named, expires_on, right, strike)
    value, fees = record.amount("Value"), -record.amount("Fees")
    instrument = instrument_of(named, is_option=option is not None) if named else None
    return Transaction(
        id="",
        executed_at=record.moment(zone),
        type=type_of(record),
        sub_type=record.text("Sub Type") or None,
        action=ACTIONS.get((record.text("Buy/Sell").upper(), record.text("Open/Close").upper())),
        symbol=option.text if option else named,
        underlying=family_of(option.text if option else named, named, record.text("Description")),
        instrument_type=instrument,
        description=record.text("Description"),
        quantity=abs(record.amount("Quantity")),
        price=record.number("Average Price"),
        value=value,
        commission=ZERO,
        fees=fees,
        net_value=value + fees,
        multiplier=HUNDRED if instrument is InstrumentType.EQUITY_OPTION else None,
        expires_on=option.expires_on if option else expires_on,
        strike=option.strike if option else strike,
        right=option.right if option else right,
    )


def contract(
    record: Record, named: str | None, expires_on: date | None, right: OptionRight | None, strike: Decimal | None
) -> OptionSymbol | None:
    """Return the option a row is about: as its description writes it, else from the columns."""
    written = IN_DESCRIPTION.search(record.text("Description"))
    if written:
        return option_symbol(written[0])
    if named is None or named.startswith(("/", ".")) or expires_on is None or right is None or strike is None:
        return None
    return option_symbol(occ_text(named, expires_on, right, strike))


def worded_expiry(description: str) -> date | None:
    """Return the expiry a description names."""
    found = WORDED.search(description)
    if not found:
        return None
    month, day, year = map(int, found.groups())
    return date(CENTURY + year, month, day)


def shifted(day: date | None, shift: timedelta) -> date | None:
    """Put an expiry of the column right."""
    return day and day - shift


def expiry_shift(records: Iterable[Record]) -> timedelta:
    """Return by how much the expiry column is off: it was written in the zone of the exporter's computer."""
    for record in records:
        worded, written = worded_expiry(record.text("Description")), record.day("Expiration Date")
        if worded and written:
            return written - worded
    return timedelta()


def with_adjusted_roots(rows: Sequence[Transaction]) -> list[Transaction]:
    """
    Give options their adjusted root after a corporate action, which this layout names in the action's own row only.

    From then on a row that closes or removes the option of the plain root means the adjusted one.
    """
    adjusted: dict[str, OptionSymbol] = {}
    renamed: dict[int, Transaction] = {}
    for place in sorted(range(len(rows)), key=lambda place: (rows[place].executed_at, not is_action(rows[place]))):
        row = rows[place]
        option = option_symbol(row.symbol or "")
        if option is None or row.underlying is None:
            continue
        plain = occ_text(row.underlying, option.expires_on, option.right, option.strike)
        if is_action(row):
            if row.action is not None and row.action.opens and option.text != plain:
                adjusted[plain] = option
        elif plain in adjusted and (row.action is None or row.action.closes):
            renamed[place] = replace(row, symbol=adjusted[plain].text)
    return [renamed.get(place, row) for place, row in enumerate(rows)]


def is_action(row: Transaction) -> bool:
    """Whether the row is half of a corporate action."""
    return row.sub_type in CORPORATE_ACTIONS
