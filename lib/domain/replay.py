"""What an account's rows do, one by one: to its lots, to its cash, to the list of what needs a look."""

from collections.abc import Sequence
from decimal import Decimal

from lib.domain.attention import AttentionList
from lib.domain.basis import USER, basis_of, is_removed_long, named_by_the_owner
from lib.domain.books import Books, CashEvent, Closing
from lib.domain.cash_checks import apart_from_cash
from lib.domain.cash_kinds import ADJUSTMENTS, FEE_ADJUSTMENTS, FEES, MARK_TO_MARKET, TRANSFERS, UNCLASSIFIED
from lib.domain.entries import cash_event_of, closing_of, open_lot_of
from lib.domain.folding import Folding
from lib.domain.futures import UNLIKELY, Mark, marked_price, notional, price_by_cash, settled_value, settles_cash
from lib.domain.inventory import Inventory
from lib.domain.links import Links
from lib.domain.lots import Position
from lib.domain.money import ZERO, share
from lib.domain.movements import reason_of
from lib.domain.price_checks import contradicts
from lib.domain.products import multiplier_of, position_key
from lib.domain.transactions import InstrumentType, Transaction
from lib.domain.transforms import Transforms
from lib.domain.views import Rules, View


class Replay:
    """Books one row at a time; the caller decides the order."""

    def __init__(self, rules: Rules, links: Links) -> None:
        """Start with an account that holds nothing; `links` say which rows belong together."""
        self.attention = AttentionList()
        self.folding = Folding(links.deliveries, rules.view)
        self._rules = rules
        self.links = links
        self._inventory = Inventory(rules.lifo_from)
        self._transforms = Transforms(links, self._inventory, self.attention)
        self._marks: dict[str, Mark] = {}
        self._closings: list[Closing] = []
        self._cash: list[CashEvent] = []

    def held(self, row: Transaction) -> Decimal:
        """Return what is held of a row's symbol: + long, - short."""
        return self._inventory.position(row).quantity

    def open(self, row: Transaction) -> None:
        """Open a lot; a position on the other side is closed first, which is worth a look."""
        position = self._inventory.position(row)
        against = position.against(row)
        if against:
            against = min(against, row.quantity)
            self.attention.note("effect_mismatch", row, against)
        self._fill(row, position, against)

    def either(self, row: Transaction) -> None:
        """Close what is held on the other side and open the rest; what settles cash of nothing here only closes."""
        position = self._inventory.position(row)
        against = min(position.against(row), row.quantity)
        if not against and settles_cash(row):
            self.close(row)
        else:
            self._fill(row, position, against)

    def close(self, row: Transaction) -> None:
        """Close lots; what finds none is unmatched and opens none, unless its owner says what it had cost."""
        fees = row.charges
        value = self._value(row, fees)
        if value is None:
            return
        if self.folding.is_on:
            value += self.folding.brought(row)
        position, quantity = self._inventory.position(row), row.quantity
        against = position.against(row)
        if against < quantity:
            self._miss(row, quantity - against)
            if not position.against(row):
                return
        self._close(row, position, quantity, value, fees)

    def remove(self, row: Transaction) -> None:
        """Close by expiration, exercise, settlement or cash merger: the side is the inventory's, no quantity is all."""
        held = self._inventory.position(row).quantity
        quantity = self.links.removals_left.get(row.id, row.quantity or abs(held))
        if row.basis is not None and quantity > abs(held) and (is_long := is_removed_long(row, held)) is not None:
            self._inventory.open_as_told(row, quantity - abs(held), is_long=is_long)
            held = quantity if is_long else -quantity
        if quantity and held:
            self._settle(row, quantity.copy_sign(held))
        elif quantity and row.instrument_type is InstrumentType.FUTURE:
            self._book_rest(row, row.value)
        if quantity > abs(held) or not (held or row.id in self.links.removals_left):
            self.attention.note("unmatched_close", row, quantity - abs(held))
        elif not quantity and row.net_value:
            self.cash(row, FEES)

    def mark(self, row: Transaction) -> None:
        """Book a future's daily settlement, and remember its price."""
        key, price = position_key(row), marked_price(row.description)
        if price is None:
            price = price_by_cash(row, self._inventory.position(row).lots, self._marks.get(key))
        self._marks[key] = Mark(row.executed_at, price)
        self.cash(row, MARK_TO_MARKET)

    def pay(self, row: Transaction) -> None:
        """Leave to a reinvested dividend's shares what pays for them; what pays for none here is looked at."""
        if row.id not in self.links.payments:
            self.look_at_cash("unclassified_cash", row)

    def transfer_out(self, row: Transaction) -> None:
        """Take lots out of the account without profit or loss; what the broker charged for it is a fee."""
        position = self._inventory.position(row)
        there = min(row.quantity, position.against(row))
        if there:
            position.take(there)
            self.attention.note("transferred_out", row, there)
        if there < row.quantity or not there:
            self.attention.note("unmatched_close", row, row.quantity - there)
        if row.net_value:
            self.cash(row, FEES if row.net_value < 0 else TRANSFERS)

    def reverse(self, row: Transaction) -> None:
        """Leave out a row that was taken back and the one that takes it back; what they do not cancel is adjusted."""
        reversal = self.links.taken_back.get(row.id)
        if reversal is None:
            self.look_at_cash("unpaired_reversal", row)
        elif row.id == reversal.row.id:
            residual = row.net_value + reversal.target.net_value
            if residual:
                self._cash.append(cash_event_of(row, ADJUSTMENTS, residual))

    def transform(self, row: Transaction) -> None:
        """Carry lots over at cost, once for all rows of the event; half an event changes nothing."""
        refusal = self._transforms.refusal(row)
        if refusal:
            self.look_at_cash(refusal, row)
        else:
            self._cash.extend(self._transforms.book(row))

    def cash(self, row: Transaction, kind: str) -> None:
        """Book all the row's cash to a kind."""
        self._cash.append(cash_event_of(row, kind, row.net_value))

    def look_at_cash(self, code: str, row: Transaction) -> None:
        """Count the row's cash as unclassified and ask to look at it."""
        self.cash(row, UNCLASSIFIED)
        self.attention.note(code, row, row.quantity)

    def books(self, rows: Sequence[Transaction]) -> Books:
        """Return all that the booked `rows` came to, open lots by symbol; futures apart from their cash are listed."""
        lots = self._inventory.lots
        if self._rules.view is View.BROKER:  # the folded view's futures carry premiums as well
            for row, apart in apart_from_cash(self._closings, self._cash, lots, rows):
                self.attention.note_unless_in_part("cash_disagreement", row, apart)
        return Books(
            view=self._rules.view,
            closings=tuple(self._closings),
            open_lots=tuple(map(open_lot_of, lots)),
            cash_events=tuple(self._cash),
            attention=self.attention.items(),
            deliveries=self.links.deliveries,
        )

    def _fill(self, row: Transaction, position: Position, against: Decimal) -> None:
        """Close `against` (unsigned) of the other side and open the rest, with its share of value and fees."""
        fees = row.charges
        value = self._value(row, fees)
        if value is None:
            return
        source = None
        if row.type != "Trade":
            paid = self.links.payments.get(row.id)
            value, source = basis_of(row, paid.net_value if paid else value)
        brought = self.folding.brought(row) if self.folding.is_on else ZERO
        value += brought  # also nothing: a zero has no sign then
        opened = row.quantity
        if against:
            part_value, part_fees = share(value, against, opened), share(fees, against, opened)
            self._close(row, position, against, part_value, part_fees)
            value, fees, opened = value - part_value, fees - part_fees, opened - against
        if opened and row.basis is not None:
            told = named_by_the_owner(row, is_long=row.is_purchase)
            value, source = told + share(brought, opened, row.quantity), USER
        if opened:
            self._inventory.open(row, position, opened if row.is_purchase else -opened, value, fees, source)
        if source and source != USER:
            self.attention.note(f"basis:{source}", row, row.quantity)

    def _value(self, row: Transaction, fees: Decimal) -> Decimal | None:
        """Return what a fill is worth, signed like cash; None when nobody can tell, which is worth a look."""
        if not row.quantity:
            self.look_at_cash("no_quantity", row)
            return None
        if row.instrument_type is InstrumentType.FUTURE:
            multiplier = self._future_s_multiplier(row)
            if multiplier is None or row.price is None:
                self.look_at_cash("unknown_multiplier" if multiplier is None else "no_price", row)
                return None
            value = notional(row, row.price, multiplier)
            if abs(value) >= UNLIKELY:
                self.look_at_cash("unlikely_price", row)
                return None
            self._book_rest(row, row.value)
            return value
        if contradicts(row):
            self.attention.note("multiplier_disagreement", row, row.quantity)
        value = row.value
        if row.net_value != value + fees:
            self._book_rest(row, ZERO)
        return value

    def _settle(self, row: Transaction, settled: Decimal) -> None:
        """Close `settled` (+ long, - short) at the row's cash, or a future at its final settlement."""
        position = self._inventory.position(row)
        value: Decimal | None = row.value
        if row.instrument_type is InstrumentType.FUTURE:
            multiplier, mark = self._future_s_multiplier(row) or ZERO, self._marks.get(position_key(row))
            lots = position.lots[::-1] if self._inventory.is_youngest_first(row) else position.lots
            late = self.links.late_marks.get(row.id, ZERO)
            value = settled_value(row, lots, settled, multiplier, mark, late)
        if value is None or (row.instrument_type is InstrumentType.FUTURE and abs(value) >= UNLIKELY):
            self.look_at_cash("no_price" if value is None else "unlikely_price", row)
            return
        self._book_rest(row, row.value if row.instrument_type is InstrumentType.FUTURE else ZERO)
        self._close(row, position, abs(settled), value, row.charges)

    def _book_rest(self, row: Transaction, settled: Decimal) -> None:
        """Book what of a row's cash is in no lot: a future's daily settlement, and what its written charges lack."""
        if settled:
            self._cash.append(cash_event_of(row, MARK_TO_MARKET, settled))
        rest = row.net_value - row.value - row.charges
        if rest:
            self._cash.append(cash_event_of(row, FEE_ADJUSTMENTS, rest, part="rest"))

    def _future_s_multiplier(self, row: Transaction) -> Decimal | None:
        """Return a future's multiplier; one from the table is worth a look."""
        multiplier = multiplier_of(row)
        if multiplier is not None and row.multiplier is None:
            self.attention.note("multiplier_assumed", row, multiplier)
        return multiplier

    def _miss(self, row: Transaction, missing: Decimal) -> None:
        """Open what a row closes and nothing opened, as its owner says; else ask to look at it."""
        if row.basis is not None:
            self._inventory.open_as_told(row, missing, is_long=not row.is_purchase)
        else:
            self.attention.note("unmatched_close", row, missing)

    def _close(self, row: Transaction, position: Position, quantity: Decimal, value: Decimal, fees: Decimal) -> None:
        youngest = self._rules.lifo_from is not None and self._inventory.is_youngest_first(row)
        parts = position.close(quantity, value, fees, youngest=youngest)
        if self.folding.is_on and self.folding.carry(row, parts):
            return
        reason = reason_of(row)
        for part in parts:
            self._closings.append(closing_of(part, row, reason))
