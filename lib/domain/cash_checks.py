"""Whether the profit of futures, worked out from prices, is what their cash came to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from lib.domain.books import CashEvent, Closing
from lib.domain.cash_kinds import MARK_TO_MARKET
from lib.domain.lots import Lot
from lib.domain.money import ZERO
from lib.domain.products import FUTURE, position_key
from lib.domain.transactions import Transaction

FIVE_CENTS = Decimal("0.05")
PER_MILLE = Decimal("0.001")


def apart_from_cash(
    closings: Iterable[Closing],
    cash: Iterable[CashEvent],
    lots: Iterable[Lot],
    rows: Sequence[Transaction],
) -> Iterator[tuple[Transaction, Decimal]]:
    """
    Yield the last closing row of each future that is not held any more, with how far its profit is from its cash.

    Once flat, the sum of all closings' gross is the sum of what fills and daily settlements moved; a thousandth of the
    latter and five cents are rounding. What an owner names a cost for is no cash. USD, unsigned.
    """
    last: dict[str, Transaction] = {}
    apart: dict[str, Decimal] = defaultdict(lambda: ZERO)
    moved: dict[str, Decimal] = defaultdict(lambda: ZERO)
    futures = [one for one in closings if one.instrument_type is FUTURE]
    if not futures:
        return
    marks = [event for event in cash if event.kind == MARK_TO_MARKET]
    looked_up = {one.closing_id for one in futures}.union(event.transaction_id for event in marks)
    by_id = {row.id: row for row in rows if row.id in looked_up}
    for one in futures:
        row = by_id[one.closing_id]
        key = position_key(row)
        last[key] = row
        apart[key] += one.gross
    for event in marks:
        key = position_key(by_id[event.transaction_id])
        apart[key] -= event.amount
        moved[key] += abs(event.amount)
    unknown = {position_key(lot.named) for lot in lots}
    unknown |= {position_key(row) for row in rows if row.basis is not None}
    for key in sorted(last.keys() - unknown):
        if abs(apart[key]) > FIVE_CENTS + moved[key] * PER_MILLE:
            yield last[key], abs(apart[key])
