"""
What the clearing house does after the close: expirations, exercises, assignments, cash settlements, marks.

Stamps are those of recorded rows: expirations at the close, deliveries and marks at 17:00 New York, the cash of index
options at 22:00. An index option in the money gives two rows, its removal and its cash, as documented.
"""

from datetime import date, time
from decimal import Decimal

from dev.standins.tastytrade.market import SEED, SimulatedMarket, calendar
from dev.standins.tastytrade.market.chance import uniform
from dev.standins.tastytrade.market.instruments import Instrument
from dev.standins.tastytrade.trader import rows
from dev.standins.tastytrade.trader.amounts import CENT, ZERO, cents
from dev.standins.tastytrade.trader.booking import book_future
from dev.standins.tastytrade.trader.fees import DELIVERY, Fees, delivery_fees
from dev.standins.tastytrade.trader.ledger import Ledger

DELIVERED_AT, CASH_AT = time(17, 0), time(22, 0)
EARLY = 0.15  # how often a holder gives up the last cents of time value on a day
NO_TIME_VALUE = Decimal("0.03")

Delivery = tuple[Instrument, Decimal, Decimal]
"""What is delivered, how much (+ bought), and the price."""


def settle(market: SimulatedMarket, ledger: Ledger, day: date) -> None:
    """Do what the night of a session does to the account."""
    deliveries: list[Delivery] = []
    for what, quantity in list(ledger.holdings.each()):
        if not what.is_option:
            continue
        if calendar.day_in_new_york(what.ends_at) == day:
            deliveries += _end(market, ledger, what, quantity, day)
        elif _is_assigned_early(market, what, quantity, day):
            deliveries += _exercise(ledger, what, quantity, day)
    for what, quantity, price in sorted(deliveries, key=lambda one: one[1] < 0):  # purchases first
        _deliver(ledger, what, quantity, price, day)
    mark_futures(market, ledger, day)


def mark_futures(market: SimulatedMarket, ledger: Ledger, day: date) -> None:
    """Settle every future at the day's closing price."""
    at = calendar.at_new_york(day, DELIVERED_AT)
    for what, quantity in list(ledger.holdings.each()):
        if what.instrument_type == "Future":
            price = market.price(what, calendar.closing_moment(day))
            value = cents(ledger.holdings.mark(what.symbol, price) * what.multiplier)
            ledger.note(at, rows.mark_to_market(what, abs(quantity), price, value, at), what)


def _end(market: SimulatedMarket, ledger: Ledger, what: Instrument, quantity: Decimal, day: date) -> list[Delivery]:
    settled = market.price(what.stands_on, what.ends_at)
    inside = settled - what.strike if what.right == "C" else what.strike - settled
    if inside < CENT:
        at = calendar.closing_moment(day)
        ledger.holdings.close(what.symbol, -quantity)
        ledger.note(at, rows.removal(what, "Expiration", abs(quantity), at), what)
        return []
    if what.settles_in_cash:
        _pay(ledger, what, quantity, inside, day)
        return []
    return _exercise(ledger, what, quantity, day)


def _pay(ledger: Ledger, what: Instrument, quantity: Decimal, inside: Decimal, day: date) -> None:
    at = calendar.at_new_york(day, CASH_AT)
    event = "Exercise" if quantity > 0 else "Assignment"
    ledger.holdings.close(what.symbol, -quantity)
    ledger.note(at, rows.removal(what, event, abs(quantity), at), what)
    value = cents(quantity * inside * what.multiplier)
    paid = rows.cash_settlement(what, f"Cash Settled {event}", abs(quantity), value, Fees(clearing=DELIVERY), at)
    ledger.note(at, paid, what)


def _exercise(ledger: Ledger, what: Instrument, quantity: Decimal, day: date) -> list[Delivery]:
    at = calendar.at_new_york(day, DELIVERED_AT)
    ledger.holdings.close(what.symbol, -quantity)
    event = "Exercise" if quantity > 0 else "Assignment"
    ledger.note(at, rows.removal(what, event, abs(quantity), at), what)
    side = 1 if what.right == "C" else -1
    units = Decimal(1) if what.future else what.multiplier
    return [(what.stands_on, side * quantity * units, what.strike)]


def _is_assigned_early(market: SimulatedMarket, what: Instrument, quantity: Decimal, day: date) -> bool:
    if quantity > 0 or what.settles_in_cash or what.future:
        return False
    close = calendar.closing_moment(day)
    share = market.price(what.stands_on, close)
    inside = share - what.strike if what.right == "C" else what.strike - share
    if inside < CENT or market.price(what, close) - inside >= NO_TIME_VALUE:
        return False
    return uniform(SEED, what.symbol, day, "early") < EARLY


def _deliver(ledger: Ledger, what: Instrument, quantity: Decimal, price: Decimal, day: date) -> None:
    at = calendar.at_new_york(day, DELIVERED_AT)
    if what.instrument_type == "Future":
        value = book_future(ledger, what, quantity, price)
        row = rows.delivery(what, "Buy" if quantity > 0 else "Sell", abs(quantity), price, value, Fees(), at)
        ledger.note(at, row, what)
        return
    held = ledger.holdings.quantity(what.symbol)
    closing = ZERO if held * quantity >= 0 else max(min(quantity, abs(held)), -abs(held))
    fee_due = True
    for part, effect in ((closing, "Close"), (quantity - closing, "Open")):
        if part:
            _deliver_shares(ledger, what, part, price, effect, day, fee_due=fee_due)
            fee_due = False


def _deliver_shares(
    ledger: Ledger, what: Instrument, quantity: Decimal, price: Decimal, effect: str, day: date, *, fee_due: bool
) -> None:
    at = calendar.at_new_york(day, DELIVERED_AT)
    value = cents(-quantity * price)
    if effect == "Close":
        ledger.holdings.close(what.symbol, quantity)
    else:
        ledger.holdings.open(what, quantity, price)
    fees = delivery_fees(abs(quantity), value, day)
    fees = fees if fee_due else Fees(regulatory=fees.regulatory)
    action = f"{'Buy' if quantity > 0 else 'Sell'} to {effect}"
    ledger.note(at, rows.delivery(what, action, abs(quantity), price, value, fees, at), what)
