"""The broker's rows in our terms, whatever they look like."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal

from lib.domain.money import ZERO
from lib.domain.new_york import NEW_YORK, new_york_day
from lib.domain.transactions import InstrumentType, Transaction
from lib.gateways.tastytrade.translate import SIGNS, number, text, transaction_of
from lib.ports.broker import Raw, ReadRow

UNREADABLE = (KeyError, ValueError, ArithmeticError, TypeError)
CLOSE = time(16)  # of the exchange: when a row that tells no time is taken to have happened
LONG_AGO = date(1970, 1, 1)


def read_row(raw: Raw) -> ReadRow:
    """
    Implement lib.ports.broker.ReadsRows.

    What cannot be read keeps its type, cash and symbol as far as they can be, as an instrument nobody knows, so that
    its cash counts and its owner is asked to look at it.
    """
    try:
        row = transaction_of(raw)
        is_sound = all(amount.is_finite() for amount in amounts(row))
    except UNREADABLE:
        row, is_sound = unreadable(raw), True
    if not is_sound:
        row = unreadable(raw)
    day = day_of_row(raw) or new_york_day(row.executed_at)
    return ReadRow(transaction=row, broker_id=row.id, day=day, digest=digest_of(raw))


def amounts(row: Transaction) -> tuple[Decimal, ...]:
    """Return every number of a row."""
    given = (row.quantity, row.price, row.value, row.commission, row.fees, row.net_value, row.strike)
    return tuple(amount for amount in given if amount is not None)


def unreadable(raw: Raw) -> Transaction:
    """Keep what can be kept of a row that is no transaction in our terms."""
    broker_id = text(raw, "id") or f"unnamed-{digest_of(raw)[:24]}"
    value = cash(raw, "value") or ZERO
    net_value = cash(raw, "net-value")
    return Transaction(
        id=broker_id,
        executed_at=moment_of(raw),
        type=text(raw, "transaction-type") or "Unknown",
        sub_type=text(raw, "transaction-sub-type"),
        action=None,
        symbol=text(raw, "symbol"),
        underlying=text(raw, "underlying-symbol"),
        instrument_type=InstrumentType.UNKNOWN,
        description=text(raw, "description") or "",
        quantity=attempt(lambda: abs(number(raw, "quantity") or ZERO)) or ZERO,
        price=attempt(lambda: number(raw, "price")),
        value=value,
        commission=ZERO,
        fees=ZERO if net_value is None else net_value - value,
        net_value=value if net_value is None else net_value,
        currency=text(raw, "currency") or "USD",
        order_id=text(raw, "order-id"),
        sequence=int(broker_id) if broker_id.isdecimal() else 0,
        broker_id=broker_id,
        reverses=text(raw, "reverses-id"),
    )


def cash(raw: Raw, key: str) -> Decimal | None:
    """Read an amount with its effect; None where it cannot be read, or nobody says which way it went."""
    sign = SIGNS.get(text(raw, f"{key}-effect") or "")
    amount = attempt(lambda: number(raw, key))
    return None if sign is None or amount is None else amount * sign


def attempt(read: Callable[[], Decimal | None]) -> Decimal | None:
    """Return a finite number, None where there is none."""
    try:
        amount = read()
    except UNREADABLE:
        return None
    return amount if amount is not None and amount.is_finite() else None


def moment_of(raw: Raw) -> datetime:
    """Return when it happened, as near as the row tells: executed, else the close of its day, else written down."""
    executed, written = (moment(text(raw, key)) for key in ("executed-at", "created-at"))
    day = day_of_row(raw)
    closed = datetime.combine(day, CLOSE, NEW_YORK).astimezone(UTC) if day else None
    return executed or closed or written or datetime.combine(LONG_AGO, CLOSE, UTC)


def moment(sent: str | None) -> datetime | None:
    """Read a moment in UTC, None where it is none."""
    try:
        return datetime.fromisoformat(sent or "").astimezone(UTC)
    except ValueError:
        return None


def day_of_row(raw: Raw) -> date | None:
    """Read the day that the broker counts a row for."""
    try:
        return date.fromisoformat(text(raw, "transaction-date") or "")
    except ValueError:
        return None


def digest_of(raw: Raw) -> str:
    """Return what is the same for equal objects only."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()
