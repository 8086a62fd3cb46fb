"""The account's books as the broker keeps them: rows and orders in the order of time, with ids that only grow."""

from datetime import datetime
from decimal import Decimal

from dev.standins.tastytrade.market import SEED
from dev.standins.tastytrade.market.chance import whole
from dev.standins.tastytrade.market.instruments import Instrument
from dev.standins.tastytrade.trader.amounts import ZERO
from dev.standins.tastytrade.trader.holdings import Holdings
from dev.standins.tastytrade.wire import Wire

FIRST_ROW = 301_442_118
FIRST_ORDER = 352_611_204


class Ledger:
    """Rows wait until the day is over and are then written by their time."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.holdings = Holdings()
        self.cash = ZERO
        self.rows: list[Wire] = []
        self.orders: list[Wire] = []
        self.multipliers: dict[str, Decimal] = {}
        self._today: list[tuple[datetime, Wire]] = []
        self._row_id = FIRST_ROW
        self._order_id = FIRST_ORDER

    def note(self, at: datetime, row: Wire, what: Instrument | None = None) -> None:
        """Keep a row of today, and its cash."""
        self._today.append((at, row))
        net = Decimal(row["net-value"])
        self.cash += -net if row["net-value-effect"] == "Debit" else net
        if what:
            self.multipliers[what.symbol] = what.multiplier

    def next_order_id(self) -> int:
        """Return an id that no order had, higher than all before."""
        self._order_id = self.coming_order_id()
        return self._order_id

    def coming_order_id(self) -> int:
        """Return the id that the next order will get."""
        return self._order_id + whole(1, 900, SEED, "order", self._order_id)

    def end_day(self) -> None:
        """Write down what happened today."""
        for _, row in sorted(self._today, key=lambda entry: entry[0]):
            self._row_id += whole(1, 700, SEED, "row", self._row_id)
            self.rows.append({"id": self._row_id, "account-number": self.number, **row})
        self._today.clear()
