"""The tax view of exercises and assignments: the option's cash becomes part of what the stock cost or brought."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from lib.domain.books import Delivery
from lib.domain.lots import ClosedPart
from lib.domain.money import ZERO, share
from lib.domain.transactions import Transaction
from lib.domain.views import View


class Folding:
    """
    Carries what removed options brought or cost, fees included, to the rows that deliver; in the other view nothing.

    Source: IRS Publication 550, table 4-1; domain.md 1.7.
    """

    def __init__(self, deliveries: Iterable[Delivery], view: View) -> None:
        """Know which option turns into what."""
        self._by_option: dict[str, list[Delivery]] = defaultdict(list)
        self._awaited: dict[str, set[str]] = defaultdict(set)
        self._carried: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for delivery in deliveries if view is View.FOLD else ():
            self._by_option[delivery.option_row].append(delivery)
            self._awaited[delivery.stock_row].add(delivery.option_row)
        self.is_on = bool(self._awaited)  # whether anything is carried at all: every row asks

    def waits(self, row: Transaction) -> bool:
        """Whether a row delivers what an option turns into that has not been removed yet."""
        return bool(self._awaited.get(row.id))

    def carry(self, row: Transaction, parts: Sequence[ClosedPart]) -> bool:
        """Take over what a removal closes, split by contracts; says whether it did."""
        deliveries = self._by_option.pop(row.id, [])
        if not deliveries or any(delivery.stock_row not in self._awaited for delivery in deliveries):
            return False
        whole = sum((lot.value + value + lot.fees + fees for lot, value, fees in parts), ZERO)
        left = sum((delivery.contracts for delivery in deliveries), ZERO)
        for delivery in deliveries:
            amount = share(whole, delivery.contracts, left)
            self._carried[delivery.stock_row] += amount
            self._awaited[delivery.stock_row].discard(row.id)
            whole, left = whole - amount, left - delivery.contracts
        return True

    def brought(self, row: Transaction) -> Decimal:
        """Return what a row's options brought (+) or cost (-); the row is booked now, and asks once."""
        self._awaited.pop(row.id, None)
        return self._carried.pop(row.id, ZERO)
