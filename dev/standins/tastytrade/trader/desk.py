"""Where the trader trades: a clock for the day, prices, and orders that become fills, rows and fees."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from math import gcd

from dev.standins.tastytrade.market import SEED, SimulatedMarket, calendar
from dev.standins.tastytrade.market.chance import uniform, uniforms, whole
from dev.standins.tastytrade.market.instruments import Instrument
from dev.standins.tastytrade.trader import rows
from dev.standins.tastytrade.trader.amounts import CENT, ZERO, cents, stamp, text
from dev.standins.tastytrade.trader.attempts import attempts_before
from dev.standins.tastytrade.trader.booking import book
from dev.standins.tastytrade.trader.fees import trade_fees
from dev.standins.tastytrade.trader.ledger import Ledger
from dev.standins.tastytrade.trader.orders import Leg, Order, exchange_numbers
from dev.standins.tastytrade.wire import Wire

Legs = Mapping[str, int | Decimal]
"""Quantities by symbol: + bought, - sold."""
BEFORE_THE_CLOSE = timedelta(minutes=4)
AFTERNOON = timedelta(hours=2, minutes=5)
OPTION_VENUES = ("CITADEL_OPTIONS_A", "WOLVERINE_OPTIONS_A", "DASH_OPTIONS_A", "IMC_OPTIONS_A")
VENUES = {"Equity": "CITADEL_EQUITIES_A", "Future": "CME_A", "Future Option": "CME_A", "Cryptocurrency": "ZEROHASH_A"}
EXCHANGES = "CDNPXZ"
FILLED_AT_ONCE = 0.65
A_LOOK, OF_THE_DAY = 5.0, 0.35  # seconds, and the most of what is left of a day that passes before an order
COIN_SPREAD = Decimal("0.0035")


class Desk:
    """The trader's desk on one day; time only goes forward, with every order."""

    def __init__(self, market: SimulatedMarket, ledger: Ledger) -> None:
        self.market = market
        self.ledger = ledger
        self.now = calendar.NEVER_YET
        self._close = calendar.NEVER_YET
        self._fills = 0
        self.splits: dict[str, tuple[str, int]] = {}

    @property
    def today(self) -> date:
        """Return the day in New York."""
        return self.now.date()

    def open_day(self, day: date) -> None:
        """Come in at the opening of a session."""
        self.now, self._close = calendar.opening_moment(day), calendar.closing_moment(day) - BEFORE_THE_CLOSE

    def to_afternoon(self) -> None:
        """Let the morning pass."""
        self.now = max(self.now, self._close - AFTERNOON)

    def instrument(self, symbol: str) -> Instrument:
        """Return what a symbol stands for. Raises KeyError for one that the market has never heard of."""
        found = self.market.instrument(symbol, self.now)
        if found is None:
            raise KeyError(symbol)
        return found

    def mark(self, symbol: str) -> Decimal:
        """Return what a symbol costs now."""
        return self.market.price(self.instrument(symbol), self.now)

    def held(self, symbol: str) -> Decimal:
        """Return how much of it is held: + long, - short."""
        return self.ledger.holdings.quantity(symbol)

    def worth(self, legs: Legs) -> Decimal:
        """Return what holding these legs is worth now; a short leg counts against it."""
        known = [(self.instrument(symbol), quantity) for symbol, quantity in legs.items()]
        return sum((self.market.price(what, self.now) * quantity * what.multiplier for what, quantity in known), ZERO)

    def renamed(self, symbol: str, quantity: Decimal) -> tuple[str, Decimal]:
        """Return what a holding is called and counts today, after a split."""
        now, ratio = self.splits.get(symbol, (symbol, 1))
        return now, quantity * ratio

    def can_open(self, legs: Legs) -> bool:
        """Whether no leg would meet a holding on the other side."""
        return all(self.held(symbol) * quantity >= 0 for symbol, quantity in legs.items())

    def trade(self, legs: Legs) -> Decimal:
        """Send an order and have it filled; returns the cash it brought (+) or took (-), before fees."""
        self._wait()
        order_legs = [
            Leg(what=self.instrument(symbol), action=self._action(symbol, Decimal(count)), quantity=Decimal(count))
            for symbol, count in legs.items()
        ]
        prices = [self._fill_price(leg, worse=index == 0) for index, leg in enumerate(order_legs)]
        size, unit = self._size(order_legs, prices)
        received = self.now - timedelta(milliseconds=whole(300, 95_000, SEED, self.now, "received"))
        more = attempts_before(self.ledger, order_legs, size, unit, received, closing="Close" in order_legs[0].action)
        order_id = self.ledger.next_order_id()
        cash = sum(
            (self._fill(leg, price, order_id, len(legs)) for leg, price in zip(order_legs, prices, strict=True)), ZERO
        )
        order = Order(
            order_id=order_id,
            account=self.ledger.number,
            legs=order_legs,
            size=size,
            price=unit,
            received_at=received,
            ended_at=self.now + timedelta(milliseconds=36),
            more=more,
        )
        self.ledger.orders.append(order.wire())
        return cash

    def _wait(self) -> None:
        left = (self._close - self.now).total_seconds()
        step = A_LOOK + max(0.0, left - A_LOOK) * OF_THE_DAY * uniform(SEED, self.now, "pause")
        milliseconds = whole(0, 999, SEED, self.now, "ms")
        self.now = (self.now + timedelta(seconds=step)).replace(microsecond=milliseconds * 1000)

    def _action(self, symbol: str, quantity: Decimal) -> str:
        verb = "Buy" if quantity > 0 else "Sell"
        if self.instrument(symbol).instrument_type == "Future":
            return verb
        return f"{verb} to {'Close' if self.held(symbol) * quantity < 0 else 'Open'}"

    def _fill_price(self, leg: Leg, *, worse: bool) -> Decimal:
        side = 1 if leg.quantity > 0 else -1
        mark = self.market.price(leg.what, self.now)
        if leg.what.instrument_type == "Cryptocurrency":
            return cents(mark * (1 + side * COIN_SPREAD))
        slip = leg.what.tick if worse else ZERO
        return max(leg.what.tick, mark + side * slip)

    def _size(self, legs: list[Leg], prices: list[Decimal]) -> tuple[int, Decimal]:
        """Return the order's size and its price per unit: + received, - paid."""
        options = [leg for leg in legs if leg.what.is_option]
        counted = [abs(int(leg.quantity)) for leg in (options or legs)]
        size = reduce(gcd, counted) or 1
        points = max(leg.what.multiplier for leg in legs)
        cash = -sum(leg.quantity * price * leg.what.multiplier for leg, price in zip(legs, prices, strict=True))
        return size, (Decimal(cash) / size / points).quantize(CENT)

    def _fill(self, leg: Leg, price: Decimal, order_id: int, leg_count: int) -> Decimal:
        cash, charged = ZERO, ZERO
        is_opening = "Close" not in leg.action
        for quantity in _parts(abs(leg.quantity), leg.what, order_id):
            signed = quantity if leg.quantity > 0 else -quantity
            value = book(self.ledger, leg.what, leg.action, signed, price)
            fees = trade_fees(leg.what, quantity, value, self.today, charged if is_opening else None)
            charged += fees.commission
            marks = self._marks(leg, order_id, leg_count)
            row = rows.trade(leg.what, leg.action, quantity, price, value, fees, self.now, marks)
            self.ledger.note(self.now, row, leg.what)
            leg.fills.append(self._fill_of(row))
            cash += value
        return cash

    def _marks(self, leg: Leg, order_id: int, leg_count: int) -> Wire:
        self._fills += 1
        group, execution, desk, venue, exchange = uniforms(5, SEED, order_id, self._fills)
        numbers = exchange_numbers(order_id)
        return {
            "ext-exchange-order-number": numbers["ext-exchange-order-number"],
            "ext-global-order-number": numbers["ext-global-order-number"],
            "ext-group-id": "0",
            "ext-group-fill-id": str(int(group * 10**10)),
            "ext-exec-id": str(int(execution * 10**7)),
            "exec-id": f"{1 + int(desk * 9)}_{int(execution * 16**9):09X}",
            "exchange": EXCHANGES[int(exchange * len(EXCHANGES))],
            "order-id": order_id,
            "exchange-affiliation-identifier": "",
            "leg-count": leg_count,
            "destination-venue": VENUES.get(leg.what.instrument_type, OPTION_VENUES[int(venue * len(OPTION_VENUES))]),
        }

    def _fill_of(self, row: Wire) -> Wire:
        quantity = Decimal(row["quantity"])
        whole_number = quantity == quantity.to_integral_value()
        return {
            "ext-group-fill-id": row["ext-group-fill-id"],
            "ext-exec-id": row["ext-exec-id"],
            "fill-id": row["exec-id"],
            "quantity": int(quantity) if whole_number else text(quantity),
            "fill-price": row["price"],
            "filled-at": stamp(self.now),
            "destination-venue": row["destination-venue"],
        }


def _parts(quantity: Decimal, what: Instrument, order_id: int) -> list[Decimal]:
    """Return the fills of a leg: most come whole, some in two or three parts."""
    pieces = 1 if uniform(SEED, order_id, "fills") < FILLED_AT_ONCE else whole(2, 3, SEED, order_id, "pieces")
    if what.instrument_type == "Cryptocurrency" or quantity < pieces:
        return [quantity]
    share = quantity // pieces
    return [share] * (pieces - 1) + [quantity - share * (pieces - 1)]
