"""
Positions and cash from the rows an account serves: the broker's own books, first in, first out.

They know nothing of anybody else's, so that they can disagree.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from dev.standins.tastytrade import products
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from dev.standins.tastytrade.written import moment, new_york_day, signed

REMOVALS = {"Expiration", "Assignment", "Exercise", "Maturity"}
CASH_REMOVALS = {"Cash Settled Assignment", "Cash Settled Exercise"}
NOTHING = Decimal(0)


@dataclass(slots=True)
class Lot:
    """Part of a position, signed; `marked` is what its profit was last paid out up to, of a future."""

    quantity: Decimal
    price: Decimal
    marked: Decimal
    opened_at: datetime


@dataclass(slots=True)
class Holding:
    """What an account has of one symbol: + long, - short; a closed one has no lots."""

    symbol: str
    instrument_type: str
    underlying: str
    multiplier: Decimal
    created_at: datetime
    updated_at: datetime
    last_price: Decimal = NOTHING
    lots: list[Lot] = field(default_factory=list)
    realized_on: date | None = None
    realized: Decimal = NOTHING

    @property
    def quantity(self) -> Decimal:
        """How much there is, signed."""
        return sum((lot.quantity for lot in self.lots), NOTHING)

    @property
    def average_price(self) -> Decimal:
        """What one unit was opened at, without fees."""
        return sum((lot.quantity * lot.price for lot in self.lots), NOTHING) / (self.quantity or 1)

    def unpaid(self, price: Decimal) -> Decimal:
        """Return the profit since the last payment of daily settlement, in money."""
        return sum((lot.quantity * (price - lot.marked) for lot in self.lots), NOTHING) * self.multiplier


class Replay:
    """An account's books, row after row, oldest first."""

    def __init__(self, account: BrokerAccount, rows: Iterable[Wire] = ()) -> None:
        self.account = account
        self.cash = NOTHING
        self.holdings: dict[str, Holding] = {}
        self._removed: dict[tuple[str, str, bool], Decimal] = defaultdict(Decimal)
        for row in rows:
            self.apply(row)

    def open(self) -> list[Holding]:
        """Return what there is, by symbol."""
        return [holding for _, holding in sorted(self.holdings.items()) if holding.lots]

    def apply(self, row: Wire) -> None:
        """Book one row."""
        self.cash += signed(row, "net-value")
        symbol = row.get("symbol")
        if symbol is None:
            return
        if row["transaction-sub-type"] == "Mark to Market":
            self._settle(row)
        elif row["transaction-type"] != "Money Movement":
            self._move(row)

    def _settle(self, row: Wire) -> None:
        """Take a day's profit of a future as paid: the lots are worth the settlement price from now on."""
        holding = self.holdings.get(row["symbol"])
        if holding is None or not holding.lots:
            return
        paid = signed(row, "value") / holding.multiplier
        settled = (paid + sum(lot.quantity * lot.marked for lot in holding.lots)) / holding.quantity
        for lot in holding.lots:
            lot.marked = settled
        holding.last_price = settled

    def _move(self, row: Wire) -> None:
        kind, at = row["transaction-sub-type"], moment(row["executed-at"])
        holding = self._holding(row, at)
        if kind in REMOVALS | CASH_REMOVALS:
            self._remove(holding, row, at)
            return
        action, quantity = row.get("action"), Decimal(str(row.get("quantity", 0)))
        if action is None or not action.startswith(("Buy", "Sell")) or not quantity:
            return
        price = _price(row, holding.multiplier)
        left = _close(holding, quantity if action.startswith("Buy") else -quantity, price, at)
        if left and not action.endswith("to Close"):
            holding.lots.append(Lot(left, price, price, at))
        holding.last_price, holding.updated_at = price, at

    def _remove(self, holding: Holding, row: Wire, at: datetime) -> None:
        """Take options away; what is removed and settled in cash in two rows goes once."""
        asked = Decimal(str(row.get("quantity", 0))) or abs(holding.quantity)
        event = (row["symbol"], row["executed-at"])
        before = max(self._removed[*event, True], self._removed[*event, False])
        self._removed[*event, row["transaction-sub-type"] in CASH_REMOVALS] += asked
        after = max(self._removed[*event, True], self._removed[*event, False])
        gone = min(after - before, abs(holding.quantity))
        _close(holding, -gone if holding.quantity > 0 else gone, NOTHING, at)
        holding.updated_at = at

    def _holding(self, row: Wire, at: datetime) -> Holding:
        symbol, kind = row["symbol"], row["instrument-type"]
        known = self.holdings.get(symbol)
        if known is None or not known.lots:
            made = Holding(
                symbol,
                kind,
                str(row.get("underlying-symbol", symbol)),
                products.multiplier(self.account, symbol),
                at,
                at,
            )
            if known is not None:
                made.realized_on, made.realized = known.realized_on, known.realized
            self.holdings[symbol] = made
        return self.holdings[symbol]


def _close(holding: Holding, change: Decimal, price: Decimal, at: datetime) -> Decimal:
    """Take a change out of lots of the other side, oldest first; return what it found no lot for."""
    while change and holding.lots and (holding.lots[0].quantity > 0) != (change > 0):
        lot = holding.lots[0]
        taken = min(abs(change), abs(lot.quantity)) * (1 if lot.quantity > 0 else -1)
        _realize(holding, taken * (price - lot.price) * holding.multiplier, at)
        lot.quantity -= taken
        change += taken
        if not lot.quantity:
            holding.lots.pop(0)
    return change


def _realize(holding: Holding, gain: Decimal, at: datetime) -> None:
    day = new_york_day(at)
    if holding.realized_on != day:
        holding.realized_on, holding.realized = day, NOTHING
    holding.realized += gain


def _price(row: Wire, multiplier: Decimal) -> Decimal:
    """Return what a unit cost: the row's price, or what its value says where it has none."""
    if "price" in row:
        return Decimal(row["price"])
    return Decimal(row.get("value", 0)) / (Decimal(row["quantity"]) * multiplier)
