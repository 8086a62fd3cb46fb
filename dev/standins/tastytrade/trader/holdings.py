"""What the account holds, lot by lot, oldest first."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dev.standins.tastytrade.market.instruments import Instrument
from dev.standins.tastytrade.trader.amounts import ZERO


class NotHeldError(RuntimeError):
    """More was closed than is held: the trader made a mistake no broker would have let pass."""


@dataclass(slots=True)
class Lot:
    """`quantity` + long, - short; `price` USD per unit: paid, or of the last settlement for a future."""

    quantity: Decimal
    price: Decimal


class Holdings:
    """Lots by symbol; a symbol is long or short, never both."""

    def __init__(self) -> None:
        self._lots: dict[str, deque[Lot]] = {}
        self._quantities: dict[str, Decimal] = {}
        self._instruments: dict[str, Instrument] = {}

    def quantity(self, symbol: str) -> Decimal:
        """Return how much is held: + long, - short."""
        return self._quantities.get(symbol, ZERO)

    def each(self) -> Iterator[tuple[Instrument, Decimal]]:
        """Return everything held, in the order it was first opened."""
        for symbol, quantity in list(self._quantities.items()):
            yield self._instruments[symbol], quantity

    def open(self, what: Instrument, quantity: Decimal, price: Decimal) -> None:
        """Add a lot. Raises NotHeldError when the other side is held."""
        if self.quantity(what.symbol) * quantity < 0:
            raise NotHeldError(f"{what.symbol} is held on the other side")
        self._instruments[what.symbol] = what
        self._quantities[what.symbol] = self.quantity(what.symbol) + quantity
        self._lots.setdefault(what.symbol, deque()).append(Lot(quantity, price))

    def close(self, symbol: str, quantity: Decimal) -> Decimal:
        """Take lots away, `quantity` with the trade's sign; return what they cost. Raises NotHeldError."""
        if self.quantity(symbol) * quantity >= 0 or abs(quantity) > abs(self.quantity(symbol)):
            raise NotHeldError(f"{quantity} of {symbol} to close, {self.quantity(symbol)} held")
        left, cost, lots = -quantity, ZERO, self._lots[symbol]
        while left:
            lot = lots[0]
            taken = lot.quantity if abs(lot.quantity) <= abs(left) else left
            cost += taken * lot.price
            lot.quantity -= taken
            left -= taken
            if not lot.quantity:
                lots.popleft()
        self._quantities[symbol] += quantity
        if not lots:
            del self._lots[symbol], self._quantities[symbol]
        return cost

    def mark(self, symbol: str, price: Decimal) -> Decimal:
        """Settle a future at a price; return the points earned since it was last settled."""
        points = ZERO
        for lot in self._lots[symbol]:
            points += lot.quantity * (price - lot.price)
            lot.price = price
        return points
