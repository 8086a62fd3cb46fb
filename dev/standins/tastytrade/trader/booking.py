"""How a trade moves the holdings, and the cash that comes of it."""

from decimal import Decimal

from dev.standins.tastytrade.market.instruments import Instrument
from dev.standins.tastytrade.trader.amounts import ZERO, cents
from dev.standins.tastytrade.trader.ledger import Ledger


def book(ledger: Ledger, what: Instrument, action: str, quantity: Decimal, price: Decimal) -> Decimal:
    """Trade something, `quantity` + bought; return the USD that came in (+) or, for a future, what it closed with."""
    if what.instrument_type == "Future":
        return book_future(ledger, what, quantity, price)
    if "Close" in action:
        ledger.holdings.close(what.symbol, quantity)
    else:
        ledger.holdings.open(what, quantity, price)
    return cents(-quantity * price * what.multiplier)


def book_future(ledger: Ledger, what: Instrument, quantity: Decimal, price: Decimal) -> Decimal:
    """Trade a future, across zero if need be; return the USD it closed with, since its last settlement."""
    held = ledger.holdings.quantity(what.symbol)
    closed = ZERO if held * quantity >= 0 else max(min(quantity, abs(held)), -abs(held))
    value = ZERO
    if closed:
        points = -closed * price - ledger.holdings.close(what.symbol, closed)
        value = cents(points * what.multiplier)
    if quantity != closed:
        ledger.holdings.open(what, quantity - closed, price)
    return value
