"""The order in which rows are booked."""

from lib.domain.transactions import Transaction


def ledger_order(row: Transaction) -> tuple[object, ...]:
    """
    Return what rows are ordered by: time, the broker's numbering, then content.

    Two rows that are equal in all of that are alike to the books; the id only fixes which of them comes first.
    """
    return (
        row.executed_at,
        row.sequence,
        row.symbol or "",
        row.order_id or "",
        row.quantity,
        row.value,
        row.charges,
        row.type,
        row.sub_type or "",
        row.id,
    )
