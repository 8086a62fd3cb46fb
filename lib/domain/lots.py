"""Open lots of one symbol, closed oldest or youngest first."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lib.domain.money import ZERO, share
from lib.domain.transactions import Transaction

Rank = tuple[datetime, int]
ClosedPart = tuple["Lot", Decimal, Decimal]  # a lot, or a part of one, with its share of the closing's value and fees


@dataclass(slots=True)
class Lot:
    """
    What is left of one opening row.

    Units: `quantity` in shares or contracts, + long, - short; `value` and `fees` are the row's cash in USD, ex fees
    and fees (<= 0). `named` is the row that names the instrument: the opening one, or a later change of symbol.
    `rank` orders lots by their original opening, through every such change.
    """

    opening_id: str
    named: Transaction
    quantity: Decimal
    value: Decimal
    fees: Decimal
    rank: Rank
    basis_source: str | None = None

    def cut(self, quantity: Decimal, whole: Decimal) -> "Lot":
        """Take `quantity` out of the lot's `whole` (both unsigned); the parts' value and fees add up to the lot's."""
        part = Lot(
            self.opening_id,
            self.named,
            quantity.copy_sign(self.quantity),
            share(self.value, quantity, whole),
            share(self.fees, quantity, whole),
            self.rank,
            self.basis_source,
        )
        self.quantity -= part.quantity
        self.value -= part.value
        self.fees -= part.fees
        return part

    def join(self, other: "Lot") -> None:
        """Take another part of the same opening back in."""
        self.quantity += other.quantity
        self.value += other.value
        self.fees += other.fees


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

    def against(self, row: Transaction) -> Decimal:
        """Return the quantity (unsigned) that is held on the other side of a row's direction."""
        held = self.quantity
        if not held or held.is_signed() != row.is_purchase:
            return ZERO
        return held.copy_abs()

    def add(self, lot: Lot) -> None:
        """Add a lot that is opened now; it is the youngest."""
        self._lots.append(lot)
        self.quantity += lot.quantity

    def merge(self, lots: Iterable[Lot]) -> None:
        """Take over lots from another symbol by their original age; parts of one opening become one lot again."""
        merged: list[Lot] = []
        for lot in sorted([*self._lots, *lots], key=lambda lot: (lot.rank, lot.opening_id)):
            if merged and merged[-1].opening_id == lot.opening_id:
                merged[-1].join(lot)
            else:
                merged.append(lot)
        self._lots = deque(merged)
        self.quantity = sum((lot.quantity for lot in merged), ZERO)

    def take(self, quantity: Decimal, *, youngest: bool = False) -> list[Lot]:
        """Remove up to `quantity` (unsigned), oldest or youngest first, and return what was there."""
        taken: list[Lot] = []
        left = quantity
        lots = self._lots
        while left and lots:
            lot = lots[-1 if youngest else 0]
            size = abs(lot.quantity)
            part = min(size, left)
            taken.append(self._cut(lot, part, size, youngest=youngest))
            left -= part
        return taken

    def close(self, quantity: Decimal, value: Decimal, fees: Decimal, *, youngest: bool = False) -> list[ClosedPart]:
        """
        Close up to `quantity` (unsigned) of the lots, the oldest first unless the account chose the youngest.

        `value` (signed cash) and `fees` (<= 0) belong to the whole of `quantity`; each part carries its share by
        quantity. When lots are missing, the shares of the missing quantity belong to no part.
        Source: first in first out, 26 CFR 1.1012-1(c)(1).
        """
        if not self._lots:
            return []
        lot = self._lots[-1 if youngest else 0]
        size = lot.quantity.copy_abs()
        if quantity <= size:
            return [(self._cut(lot, quantity, size, youngest=youngest), value, fees)]
        parts: list[ClosedPart] = []
        left, left_value, left_fees = quantity, value, fees
        for lot in self.take(quantity, youngest=youngest):
            taken = abs(lot.quantity)
            part = lot, share(left_value, taken, left), share(left_fees, taken, left)
            parts.append(part)
            left, left_value, left_fees = left - taken, left_value - part[1], left_fees - part[2]
        return parts

    def _cut(self, lot: Lot, quantity: Decimal, size: Decimal, *, youngest: bool) -> Lot:
        """Take `quantity` out of the lot that is next, of that `size` (both unsigned); all of it takes it away."""
        if quantity < size:
            lot = lot.cut(quantity, size)
        elif youngest:
            self._lots.pop()
        else:
            self._lots.popleft()
        self.quantity -= lot.quantity
        return lot
