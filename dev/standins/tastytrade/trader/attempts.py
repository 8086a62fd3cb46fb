"""What a trader tries before an order fills: prices that nobody takes, too much for the account, brackets."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from dev.standins.tastytrade.market import SEED, calendar
from dev.standins.tastytrade.market.chance import uniform
from dev.standins.tastytrade.trader.amounts import CENT
from dev.standins.tastytrade.trader.ledger import Ledger
from dev.standins.tastytrade.trader.orders import Leg, Order
from dev.standins.tastytrade.wire import Wire

REPLACED, REJECTED, BRACKETED = 0.09, 0.11, 0.16  # the upper ends of these chances
TOO_LARGE = 10
A_MOMENT = timedelta(seconds=42)


def attempts_before(
    ledger: Ledger, legs: Sequence[Leg], size: int, price: Decimal, received: datetime, *, closing: bool
) -> Wire:
    """Write down the unfilled orders that came before one; return what they add to it."""
    chance = uniform(SEED, received, "attempt")
    if chance < REPLACED:
        return _replaced(ledger, legs, size, price, received)
    if chance < REJECTED:
        many = [Leg(what=leg.what, action=leg.action, quantity=leg.quantity * TOO_LARGE) for leg in legs]
        _over(ledger, many, size * TOO_LARGE, price, received - A_MOMENT, received - A_MOMENT, "Rejected")
    elif chance < BRACKETED and closing:
        return _bracketed(ledger, legs, size, price, received)
    return {}


def never_filled(ledger: Ledger, leg: Leg, price: Decimal, received: datetime) -> None:
    """Write down a day order at a price the market did not reach."""
    close = calendar.closing_moment(received.date())
    _over(ledger, [leg], int(abs(leg.quantity)), price, received, close + timedelta(seconds=7), "Expired")


def _replaced(ledger: Ledger, legs: Sequence[Leg], size: int, price: Decimal, received: datetime) -> Wire:
    better = price + max(CENT, abs(price) / 50).quantize(CENT)
    replaced = _over(ledger, legs, size, better, received - A_MOMENT, received, "Cancelled")
    replaced |= {"edited": True, "replacing-order-id": str(ledger.coming_order_id())}
    return {"replaces-order-id": str(replaced["id"])}


def _bracketed(ledger: Ledger, legs: Sequence[Leg], size: int, price: Decimal, received: datetime) -> Wire:
    stop = (price * 2 if price < 0 else price / 2).quantize(CENT)
    ended = received + timedelta(milliseconds=120)
    other = _over(ledger, legs, size, stop, received, ended, "Cancelled", kind="Stop")
    tag: Wire = {"complex-order-id": str(other["id"]), "complex-order-tag": "OCO::order"}
    other |= tag
    return tag


def _over(
    ledger: Ledger,
    legs: Sequence[Leg],
    size: int,
    price: Decimal,
    received: datetime,
    ended: datetime,
    status: str,
    kind: str = "Limit",
) -> Wire:
    unfilled = [Leg(what=leg.what, action=leg.action, quantity=leg.quantity) for leg in legs]
    order = Order(
        order_id=ledger.next_order_id(),
        account=ledger.number,
        legs=unfilled,
        size=size,
        price=price,
        received_at=received,
        ended_at=ended,
        status=status,
        kind=kind,
    ).wire()
    ledger.orders.append(order)
    return order
