"""A forward split, before the open of its day: shares and options are closed at what they cost and opened as more."""

from datetime import date, datetime, time
from decimal import Decimal

from dev.standins.tastytrade.market import SimulatedMarket, calendar
from dev.standins.tastytrade.market.instruments import Instrument, option_on
from dev.standins.tastytrade.market.products import PRODUCTS
from dev.standins.tastytrade.trader import rows
from dev.standins.tastytrade.trader.amounts import cents
from dev.standins.tastytrade.trader.ledger import Ledger

BOOKED_AT = time(6, 35)
SPLIT_DAYS = frozenset(product.split.day for product in PRODUCTS.values() if product.split)


def split(market: SimulatedMarket, ledger: Ledger, day: date) -> dict[str, tuple[str, int]]:
    """Split what splits that day; return the new symbol and the ratio by the old symbol."""
    became: dict[str, tuple[str, int]] = {}
    if day not in SPLIT_DAYS:
        return became
    at = calendar.at_new_york(day, BOOKED_AT)
    for what, quantity in list(ledger.holdings.each()):
        due = what.product.split
        if due and due.day == day:
            symbol = _after(what, due.ratio)
            became[what.symbol] = symbol, due.ratio
            _transform(ledger, what, market.instrument(symbol, at) or what, quantity, due.ratio, at)
    return became


def _after(what: Instrument, ratio: int) -> str:
    if not what.is_option:
        return what.symbol
    return option_on(what.root, calendar.day_in_new_york(what.ends_at), what.right, what.strike / ratio)


def _transform(ledger: Ledger, old: Instrument, new: Instrument, quantity: Decimal, ratio: int, at: datetime) -> None:
    points = ledger.holdings.close(old.symbol, -quantity)
    value = cents(points * old.multiplier)
    ledger.holdings.open(new, quantity * ratio, points / (quantity * ratio))
    closing, opening = ("Sell to Close", "Buy to Open") if quantity > 0 else ("Buy to Close", "Sell to Open")
    ledger.note(at, rows.transform(old, "Close", closing, abs(quantity), value, at), old)
    ledger.note(at, rows.transform(new, "Open", opening, abs(quantity) * ratio, -value, at), new)
