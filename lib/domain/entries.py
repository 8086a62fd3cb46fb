"""Lines of the books, made from lots and rows."""

from decimal import Decimal

from lib.domain.books import CashEvent, Closing, OpenLot
from lib.domain.derived_ids import BROKER_VIEW, derived_id
from lib.domain.lots import ClosedPart, Lot
from lib.domain.movements import reason_of
from lib.domain.transactions import Transaction


def closing_of(part: ClosedPart, row: Transaction) -> Closing:
    """Write down what a row closed of one lot; the id depends on the opening and the closing row only."""
    return Closing(
        id=derived_id(BROKER_VIEW, part.lot.opening_id, row.id),
        symbol=part.lot.symbol,
        underlying=part.lot.underlying,
        instrument_type=part.lot.instrument_type,
        opening_id=part.lot.opening_id,
        closing_id=row.id,
        is_short=part.lot.quantity < 0,
        quantity=abs(part.lot.quantity),
        opened_at=part.lot.opened_at,
        closed_at=row.executed_at,
        gross=part.gross,
        fees_open=part.lot.fees,
        fees_close=part.fees,
        reason=reason_of(row),
    )


def open_lot_of(lot: Lot) -> OpenLot:
    """Write down what is left of a lot; one opening can be left under two symbols."""
    return OpenLot(
        id=derived_id(BROKER_VIEW, lot.opening_id, "open", lot.symbol),
        symbol=lot.symbol,
        underlying=lot.underlying,
        instrument_type=lot.instrument_type,
        opening_id=lot.opening_id,
        quantity=lot.quantity,
        value=lot.value,
        fees=lot.fees,
        opened_at=lot.opened_at,
        basis_source=lot.basis_source,
    )


def cash_event_of(row: Transaction, kind: str, amount: Decimal) -> CashEvent:
    """Write down cash that is no trade."""
    return CashEvent(
        id=derived_id(BROKER_VIEW, row.id, "cash"),
        transaction_id=row.id,
        kind=kind,
        sub_type=row.sub_type,
        symbol=row.symbol,
        underlying=row.underlying,
        amount=amount,
        at=row.executed_at,
    )
