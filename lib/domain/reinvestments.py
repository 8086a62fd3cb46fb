"""Reinvested dividends in two rows: one brings the shares, the other pays for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal

from lib.domain.money import ZERO
from lib.domain.transactions import Transaction

WITHIN = timedelta(days=3)
HALF_A_CENT = Decimal("0.005")
ONE_PERCENT = Decimal("0.01")
TWO_CENTS = Decimal("0.02")  # a price is written to the cent, a payment too


def payments_of(received: Iterable[Transaction], payments: Iterable[Transaction]) -> Mapping[str, Transaction]:
    """
    Return the row that pays for each row that brings reinvested shares, by the latter's id.

    Both are of one symbol, within three days, and of one amount but for rounding. Of several that fit, the one of the
    same cent is taken, then the nearest. Shares that nobody pays for are not in it, nor is what pays for nothing.
    """
    paid: dict[str, Transaction] = {}
    lots: dict[str | None, list[Transaction]] = defaultdict(list)
    for row in received:
        if row.sub_type == "Dividend" and row.is_purchase and not row.value:
            lots[row.symbol].append(row)
    fits = [(lot, row) for row in payments for lot in lots[row.symbol] if is_payment(row, lot)]
    used: set[str] = set()
    for lot, row in sorted(fits, key=lambda pair: unlikeness(*pair)):
        if lot.id not in paid and row.id not in used:
            paid[lot.id] = row
            used.add(row.id)
    return paid


def is_payment(row: Transaction, lot: Transaction) -> bool:
    """Whether a cash row can pay for shares of its symbol."""
    if row.net_value >= 0 or abs(row.executed_at - lot.executed_at) > WITHIN:
        return False
    return lot.price is None or off(lot, row) <= -row.net_value * ONE_PERCENT + TWO_CENTS


def off(lot: Transaction, row: Transaction) -> Decimal:
    """Return by how much a payment is not what quantity and price make; 0 where there is no price."""
    return ZERO if lot.price is None else abs(lot.quantity * lot.price + row.net_value)


def unlikeness(lot: Transaction, row: Transaction) -> tuple[object, ...]:
    """Return what to sort candidates by, the likeliest first."""
    is_off, apart = off(lot, row) > HALF_A_CENT, abs(lot.executed_at - row.executed_at)
    return is_off, apart, off(lot, row), lot.executed_at, lot.sequence, row.sequence, lot.id, row.id
