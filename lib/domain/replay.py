"""The state while an account's rows are replayed: open lots, what was closed, what moved as cash."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from lib.domain.attention import AttentionList
from lib.domain.basis import CARRIED_COST, basis_of
from lib.domain.books import Books, CashEvent, Closing
from lib.domain.carry_over import carried
from lib.domain.cash_kinds import ADJUSTMENTS, FEES, UNCLASSIFIED
from lib.domain.corporate_actions import CorporateAction
from lib.domain.entries import cash_event_of, closing_of, open_lot_of
from lib.domain.lots import Lot, Position
from lib.domain.money import ZERO, share
from lib.domain.movements import Movement
from lib.domain.transactions import InstrumentType, Transaction


class Replay:
    """Books one row at a time; the caller decides the order."""

    def __init__(self, removals_left: Mapping[str, Decimal], actions: Mapping[str, CorporateAction]) -> None:
        """
        Start with an account that holds nothing.

        `removals_left` says what removal rows still close beside their cash rows, `actions` which corporate action a
        row is part of, both by row id.
        """
        self.attention = AttentionList()
        self._removals_left = removals_left
        self._actions = actions
        self._done: set[str] = set()
        self._positions: dict[str, Position] = defaultdict(Position)
        self._closings: list[Closing] = []
        self._cash: list[CashEvent] = []
        self._opened = 0

    def against(self, row: Transaction) -> Decimal:
        """Return the quantity (unsigned) held on the other side of a row's direction."""
        held = self._position(row).quantity
        return max(-held if row.is_purchase else held, ZERO)

    def is_ready(self, movement: Movement, row: Transaction) -> bool:
        """Whether a row finds what it needs: all the lots it ends, or no position on the side it opens against."""
        if movement is Movement.OPEN:
            return not self.against(row)
        if movement is Movement.CLOSE:
            return self.against(row) >= row.quantity > 0
        return row.id in self._removals_left or abs(self._position(row).quantity) >= row.quantity > 0

    def open(self, row: Transaction) -> None:
        """Open a lot; a position on the other side is closed first, which is worth a look."""
        value, source = basis_of(row)
        fees = row.charges
        against = min(self.against(row), row.quantity)
        if against:
            self.attention.note("effect_mismatch", row, against)
            part_value, part_fees = share(value, against, row.quantity), share(fees, against, row.quantity)
            self._close(row, against, part_value, part_fees)
            value, fees = value - part_value, fees - part_fees
        if against < row.quantity:
            self._add(row, row.quantity - against, value, fees, source)
        if source:
            self.attention.note(f"basis:{source}", row, row.quantity)
        if not row.quantity:
            self.look_at_cash("no_quantity", row)

    def close(self, row: Transaction) -> None:
        """Close lots oldest first; what finds no lot is unmatched and never opens one."""
        there = min(self.against(row), row.quantity)
        if there:
            self._close(row, row.quantity, row.value, row.charges)
        if there < row.quantity:
            self.attention.note("unmatched_close", row, row.quantity - there)
        if not row.quantity:
            self.look_at_cash("no_quantity", row)

    def remove(self, row: Transaction) -> None:
        """Close by expiration, exercise, settlement or cash merger: the side is the inventory's, no quantity is all."""
        held = abs(self._position(row).quantity)
        quantity = self._removals_left.get(row.id, row.quantity or held)
        if quantity and held:
            self._close(row, quantity, row.value, row.charges)
        if quantity > held or not (held or row.id in self._removals_left):
            self.attention.note("unmatched_close", row, quantity - held)
        elif not quantity and row.net_value:
            self.cash(row, FEES)

    def transfer_out(self, row: Transaction) -> None:
        """Take lots out of the account without profit or loss; what the broker charged for it is a fee."""
        self._position(row).take(row.quantity)
        self.attention.note("transferred_out", row, row.quantity)
        if row.net_value:
            self.cash(row, FEES)

    def transform(self, row: Transaction) -> None:
        """Carry lots over at cost, once for all rows of the event; half an event changes nothing."""
        action = self._actions.get(row.id)
        if action is None or self._crosses(action):
            self.look_at_cash("unpaired_corporate_action", row)
        elif row.id not in self._done:
            self._done |= {its.id for its in action.rows}
            self._carry_over(action)

    def cash(self, row: Transaction, kind: str) -> None:
        """Book all the row's cash to a kind."""
        self._cash.append(cash_event_of(row, kind, row.net_value))

    def look_at_cash(self, code: str, row: Transaction) -> None:
        """Count the row's cash as unclassified and ask to look at it."""
        self.cash(row, UNCLASSIFIED)
        self.attention.note(code, row, row.quantity)

    def books(self) -> Books:
        """Return everything, in the order it came about; open lots by symbol."""
        lots = [lot for symbol in sorted(self._positions) for lot in self._positions[symbol].lots]
        return Books(
            closings=tuple(self._closings),
            open_lots=tuple(map(open_lot_of, lots)),
            cash_events=tuple(self._cash),
            attention=self.attention.items(),
        )

    def _position(self, row: Transaction) -> Position:
        return self._positions[row.symbol or ""]

    def _close(self, row: Transaction, quantity: Decimal, value: Decimal, fees: Decimal) -> None:
        parts = self._position(row).close(quantity, value, fees)
        self._closings.extend(closing_of(part, row) for part in parts)

    def _add(self, row: Transaction, quantity: Decimal, value: Decimal, fees: Decimal, source: str | None) -> None:
        self._opened += 1
        lot = Lot(
            opening_id=row.id,
            symbol=row.symbol or "",
            underlying=row.underlying or "",
            instrument_type=row.instrument_type or InstrumentType.UNKNOWN,
            quantity=quantity if row.is_purchase else -quantity,
            value=value,
            fees=fees,
            rank=(row.executed_at, self._opened),
            basis_source=source,
        )
        self._position(row).add(lot)

    def _crosses(self, action: CorporateAction) -> bool:
        """Whether the new symbol is held on the other side, so that the two cannot be one position."""
        if action.new.first.id in self._done or action.old.first.symbol == action.new.first.symbol:
            return False
        return bool(self.against(action.new.first))

    def _carry_over(self, action: CorporateAction) -> None:
        old, new = action.old, action.new
        there = min(self.against(old.first), old.quantity)
        moved, missing = carried(self._position(old.first).take(there), old.quantity, new)
        self._position(new.first).merge(moved)
        if missing:
            self.attention.note("unmatched_close", old.first, old.quantity - there)
            self.attention.note(f"basis:{CARRIED_COST}", new.first, missing)
            self._add(new.first, missing, share(new.value, missing, new.quantity), ZERO, CARRIED_COST)
        residual = sum((row.net_value for row in action.rows), ZERO)
        if residual:
            self._cash.append(cash_event_of(new.first, ADJUSTMENTS, residual))
