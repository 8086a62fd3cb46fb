"""Orders as the API writes them, all of them over: filled, cancelled, expired, rejected."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from dev.standins.tastytrade.market import SEED
from dev.standins.tastytrade.market.chance import uniforms
from dev.standins.tastytrade.market.instruments import Instrument
from dev.standins.tastytrade.trader.amounts import effect, epoch_ms, stamp, text
from dev.standins.tastytrade.wire import Wire

NO_BUYING_POWER = "You do not have enough buying power to place this order."


@dataclass(slots=True, kw_only=True)
class Leg:
    """`quantity` + bought, - sold; `fills` as the API writes them."""

    what: Instrument
    action: str
    quantity: Decimal
    fills: list[Wire] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order that is over: `size` units at `price` each (+ received, - paid), from `received_at` to `ended_at`."""

    order_id: int
    account: str
    legs: Sequence[Leg]
    size: int
    price: Decimal
    received_at: datetime
    ended_at: datetime
    status: str = "Filled"
    kind: str = "Limit"
    more: Wire = field(default_factory=dict)

    def wire(self) -> Wire:
        """Return the order as the API writes it."""
        first = self.legs[0].what
        return {
            "id": self.order_id,
            "account-number": self.account,
            "time-in-force": "Day",
            "order-type": self.kind,
            "size": self.size,
            "underlying-symbol": first.underlying,
            "underlying-instrument-type": "Future" if first.future else first.product.kind.value,
            **self._prices(),
            "status": self.status,
            "cancellable": False,
            "editable": False,
            "edited": False,
            **exchange_numbers(self.order_id),
            "received-at": stamp(self.received_at),
            "updated-at": epoch_ms(self.ended_at),
            **self._stages(),
            "terminal-at": stamp(self.ended_at),
            "legs": [self._leg(leg) for leg in self.legs],
            **self.more,
        }

    def _prices(self) -> Wire:
        priced: Wire = {"price": text(self.price), "price-effect": effect(self.price)}
        return (
            priced if self.kind == "Limit" else {"stop-trigger": text(self.price), "price-effect": effect(self.price)}
        )

    def _stages(self) -> Wire:
        if self.status == "Rejected":
            return {"reject-reason": NO_BUYING_POWER}
        reached: Wire = {
            "in-flight-at": stamp(self.received_at + timedelta(milliseconds=41)),
            "live-at": stamp(self.received_at + timedelta(milliseconds=83)),
        }
        return reached | ({"cancelled-at": stamp(self.ended_at)} if self.status == "Cancelled" else {})

    def _leg(self, leg: Leg) -> Wire:
        quantity = _number(abs(leg.quantity))
        return {
            "instrument-type": leg.what.instrument_type,
            "symbol": leg.what.symbol,
            "quantity": quantity,
            "remaining-quantity": 0 if self.status == "Filled" else quantity,
            "action": leg.action,
            "fills": leg.fills,
        }


def exchange_numbers(order_id: int) -> Wire:
    """Return the numbers under which the exchange knows an order."""
    exchange, client, number, everywhere = uniforms(4, SEED, order_id, "exchange")
    return {
        "ext-exchange-order-number": str(int(exchange * 10**14)),
        "ext-client-order-id": f"{int(client * 16**9):09x}{int(number * 16**9):09x}",
        "ext-global-order-number": int(everywhere * 32_000),
    }


def _number(quantity: Decimal) -> int | str:
    return int(quantity) if quantity == quantity.to_integral_value() else text(quantity)
