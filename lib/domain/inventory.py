"""Every open lot of an account, by position."""

from collections import defaultdict
from datetime import date, datetime, time
from decimal import Decimal

from lib.domain.basis import USER, named_by_the_owner, opened_on
from lib.domain.lots import Lot, Position
from lib.domain.money import ZERO
from lib.domain.new_york import NEW_YORK
from lib.domain.products import FUTURE, FUTURE_OPTION, position_key
from lib.domain.transactions import InstrumentType, Transaction


class Inventory:
    """Opens and closes lots of the positions that rows are about; closes the oldest first, or the youngest."""

    __slots__ = ("_lifo_from", "_opened", "_positions")

    def __init__(self, lifo_from: date | None) -> None:
        """Start with nothing; from the New York day `lifo_from` on the youngest lots are closed first."""
        self._lifo_from = lifo_from and datetime.combine(lifo_from, time(), NEW_YORK)
        self._positions: dict[str, Position] = defaultdict(Position)
        self._opened = 0

    @property
    def lots(self) -> list[Lot]:
        """Every open lot, by symbol and age."""
        held = {key: lots for key, position in self._positions.items() if (lots := position.lots)}
        return [lot for key in sorted(held) for lot in held[key]]

    def position(self, row: Transaction) -> Position:
        """Return the position a row is about."""
        kind = row.instrument_type
        return self._positions[position_key(row) if kind is FUTURE or kind is FUTURE_OPTION else row.symbol or ""]

    def open(
        self, row: Transaction, position: Position, quantity: Decimal, value: Decimal, fees: Decimal, source: str | None
    ) -> None:
        """Open a lot of `quantity` (+ long, - short) in a row's position; one its owner dates goes by age."""
        self._opened += 1
        if row.acquired_on is None:
            position.add(Lot(row.id, row, quantity, value, fees, (row.executed_at, self._opened), source))
        else:
            rank = opened_on(row.acquired_on, row), self._opened
            position.merge([Lot(row.id, row, quantity, value, fees, rank, source)])

    def open_as_told(self, row: Transaction, quantity: Decimal, *, is_long: bool) -> None:
        """Open a lot that no row here opened, at what its owner says that it cost or brought."""
        value = named_by_the_owner(row, is_long=is_long)
        self.open(row, self.position(row), quantity if is_long else -quantity, value, ZERO, USER)

    def is_youngest_first(self, row: Transaction) -> bool:
        """Whether a row closes the youngest lots: from the account's day on, but for coins, whose order is fixed."""
        has_a_choice = row.instrument_type is not InstrumentType.CRYPTOCURRENCY
        return has_a_choice and self._lifo_from is not None and self._lifo_from <= row.executed_at
