"""A position a play opened: its legs, what it brought, and how it is closed, in parts or at once."""

from decimal import Decimal

from dev.standins.tastytrade.trader.amounts import ZERO
from dev.standins.tastytrade.trader.desk import Desk, Legs


class Position:
    """Legs by symbol (+ long, - short) and `cash` USD received (+) for all of them so far."""

    def __init__(self, desk: Desk, legs: Legs) -> None:
        self._desk = desk
        self.legs = {symbol: Decimal(quantity) for symbol, quantity in legs.items()}
        self.cash = desk.trade(legs)

    @property
    def is_open(self) -> bool:
        """Whether anything is left: the night may have taken legs away, and a split renamed them."""
        renamed = [self._desk.renamed(symbol, quantity) for symbol, quantity in self.legs.items()]
        self.legs = {symbol: kept for symbol, quantity in renamed if (kept := self._kept(symbol, quantity))}
        return bool(self.legs)

    @property
    def profit(self) -> Decimal:
        """Return what closing now would make of it, before fees."""
        return self.cash + self._desk.worth(self.legs)

    @property
    def days_left(self) -> int:
        """Return the days until the first leg ends."""
        ends = [self._desk.instrument(symbol).ends_at.date() for symbol in self.legs]
        return min((end - self._desk.today).days for end in ends)

    def close(self) -> None:
        """Close what is left, in one order."""
        if self.is_open:
            self.cash += self._desk.trade({symbol: -quantity for symbol, quantity in self.legs.items()})
        self.legs = {}

    def close_half(self) -> None:
        """Close half of every leg, when there are two of it."""
        half = {symbol: -(quantity // 2) for symbol, quantity in self.legs.items() if not quantity % 2}
        if len(half) == len(self.legs):
            self.cash += self._desk.trade(half)
            self.legs = {symbol: quantity + half[symbol] for symbol, quantity in self.legs.items()}

    def roll(self, into: Legs) -> None:
        """Close all legs and open others in the same order."""
        if not self._desk.can_open(into) or self.legs.keys() & into.keys():
            return
        out = {symbol: -quantity for symbol, quantity in self.legs.items()}
        self.cash += self._desk.trade({**out, **into})
        self.legs = {symbol: Decimal(quantity) for symbol, quantity in into.items()}

    def _kept(self, symbol: str, quantity: Decimal) -> Decimal:
        held = self._desk.held(symbol)
        if held * quantity <= 0:
            return ZERO
        return quantity if abs(held) >= abs(quantity) else held
