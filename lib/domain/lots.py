"""Open lots of one symbol, closed oldest first."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lib.domain.money import ZERO, share
from lib.domain.transactions import InstrumentType

Rank = tuple[datetime, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """
    What is left of one opening row.

    Units: `quantity` in shares or contracts, + long, - short; `value` and `fees` are the row's cash in USD, ex fees
    and fees (<= 0). `rank` orders lots by their original opening, through every later change of symbol.
    """

    opening_id: str
    symbol: str
    underlying: str
    instrument_type: InstrumentType
    quantity: Decimal
    value: Decimal
    fees: Decimal
    rank: Rank
    basis_source: str | None = None

    @property
    def opened_at(self) -> datetime:
        """When the position was first opened."""
        return self.rank[0]

    def cut(self, quantity: Decimal) -> tuple["Lot", "Lot | None"]:
        """Split off `quantity` (unsigned, at most the lot's); the parts' value and fees add up to the lot's."""
        whole = abs(self.quantity)
        if quantity == whole:
            return self, None
        value, fees = share(self.value, quantity, whole), share(self.fees, quantity, whole)
        taken = quantity.copy_sign(self.quantity)
        rest = self.part(self.quantity - taken, self.value - value, self.fees - fees)
        return self.part(taken, value, fees), rest

    def part(self, quantity: Decimal, value: Decimal, fees: Decimal) -> "Lot":
        """Return the same opening with other figures."""
        return Lot(
            opening_id=self.opening_id,
            symbol=self.symbol,
            underlying=self.underlying,
            instrument_type=self.instrument_type,
            quantity=quantity,
            value=value,
            fees=fees,
            rank=self.rank,
            basis_source=self.basis_source,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPart:
    """One lot, or a part of it, met by a closing row: its cash with that part's share of the row's."""

    lot: Lot
    value: Decimal
    fees: Decimal

    @property
    def gross(self) -> Decimal:
        """Cash received minus cash paid, before fees."""
        return self.lot.value + self.value


class Position:
    """The open lots of one symbol, all long or all short, oldest first."""

    __slots__ = ("_lots", "quantity")

    def __init__(self) -> None:
        """Start flat."""
        self._lots: deque[Lot] = deque()
        self.quantity = ZERO

    @property
    def lots(self) -> tuple[Lot, ...]:
        """Every open lot, oldest first."""
        return tuple(self._lots)

    def add(self, lot: Lot) -> None:
        """Add a lot that is opened now; it is the youngest."""
        self._lots.append(lot)
        self.quantity += lot.quantity

    def merge(self, lots: Iterable[Lot]) -> None:
        """Take over lots from another symbol by their original age; parts of one opening become one lot again."""
        merged: list[Lot] = []
        for lot in sorted([*self._lots, *lots], key=lambda lot: (lot.rank, lot.opening_id)):
            if merged and merged[-1].opening_id == lot.opening_id:
                merged[-1] = joined(merged[-1], lot)
            else:
                merged.append(lot)
        self._lots = deque(merged)
        self.quantity = sum((lot.quantity for lot in merged), ZERO)

    def take(self, quantity: Decimal) -> list[Lot]:
        """Remove up to `quantity` (unsigned), oldest first, and return what was there."""
        taken: list[Lot] = []
        left = quantity
        while left and self._lots:
            lot, rest = self._lots[0].cut(min(left, abs(self._lots[0].quantity)))
            if rest is None:
                self._lots.popleft()
            else:
                self._lots[0] = rest
            taken.append(lot)
            self.quantity -= lot.quantity
            left -= abs(lot.quantity)
        return taken

    def close(self, quantity: Decimal, value: Decimal, fees: Decimal) -> list[ClosedPart]:
        """
        Close up to `quantity` (unsigned) of the lots, oldest first.

        `value` (signed cash) and `fees` (<= 0) belong to the whole of `quantity`; each part carries its share by
        quantity. When lots are missing, the shares of the missing quantity belong to no part.
        Source: first in first out, 26 CFR 1.1012-1(c)(1).
        """
        parts: list[ClosedPart] = []
        left, left_value, left_fees = quantity, value, fees
        for lot in self.take(quantity):
            taken = abs(lot.quantity)
            part = ClosedPart(lot=lot, value=share(left_value, taken, left), fees=share(left_fees, taken, left))
            parts.append(part)
            left, left_value, left_fees = left - taken, left_value - part.value, left_fees - part.fees
        return parts


def joined(one: Lot, other: Lot) -> Lot:
    """Put two parts of the same opening together."""
    return one.part(one.quantity + other.quantity, one.value + other.value, one.fees + other.fees)
