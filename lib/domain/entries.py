"""Lines of the books, made from lots and rows."""

from decimal import Decimal

from lib.domain.books import CashEvent, Closing, OpenLot
from lib.domain.derived_ids import BROKER_VIEW, derived_id
from lib.domain.lots import ClosedPart, Lot
from lib.domain.money import ZERO
from lib.domain.products import multiplier_of, position_key
from lib.domain.transactions import InstrumentType, Transaction


def closing_of(part: ClosedPart, row: Transaction, reason: str) -> Closing:
    """Write down what a row closed of one lot; the id depends on the opening and the closing row only."""
    lot, value, fees = part
    named = lot.named
    return Closing(
        derived_id(BROKER_VIEW, lot.opening_id, row.id),
        named.symbol or "",
        named.underlying or "",
        named.instrument_type or InstrumentType.UNKNOWN,
        lot.opening_id,
        row.id,
        lot.quantity < ZERO,
        lot.quantity.copy_abs(),
        lot.rank[0],
        row.executed_at,
        lot.value + value,
        lot.value,
        lot.fees,
        fees,
        reason,
    )


def open_lot_of(lot: Lot) -> OpenLot:
    """Write down what is left of a lot; one opening can be left under two symbols."""
    named = lot.named
    return OpenLot(
        derived_id(BROKER_VIEW, lot.opening_id, "open", position_key(named)),
        named.symbol or "",
        named.underlying or "",
        named.instrument_type or InstrumentType.UNKNOWN,
        lot.opening_id,
        lot.quantity,
        lot.value,
        lot.fees,
        lot.rank[0],
        lot.basis_source,
        named.expires_on,
        multiplier_of(named),
    )


def cash_event_of(row: Transaction, kind: str, amount: Decimal, *, part: str = "cash") -> CashEvent:
    """Write down cash that is no trade; `part` tells two events of one row apart."""
    return CashEvent(
        derived_id(BROKER_VIEW, row.id, part),
        row.id,
        kind,
        row.sub_type,
        row.symbol,
        row.underlying,
        amount,
        row.executed_at,
    )
