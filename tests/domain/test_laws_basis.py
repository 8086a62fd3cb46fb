"""What the owner says that a position cost."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.books import Books, Closing, OpenLot
from lib.domain.transactions import InstrumentType, Transaction
from tests.domain.histories_broker import History
from tests.domain.histories_counting import broker, quantities, total
from tests.domain.histories_of_all_kinds import LAW, REGULAR, histories

AMOUNTS = st.integers(0, 5_000_000).map(lambda cents: Decimal(cents) / 100)


class TestBasis:
    @LAW
    @given(histories(REGULAR), AMOUNTS, st.data())
    def test_changes_what_its_own_lots_made_and_nothing_else(
        self, history: History, basis: Decimal, data: st.DataObject
    ) -> None:
        before = broker(history.rows)
        if not (openings := openings_of(before)):
            return
        opening = data.draw(st.sampled_from(openings))
        told = [replace(row, basis=basis) if row.id == opening else row for row in history.rows]

        after = broker(told)

        assert others(after.closings, opening) == others(before.closings, opening)
        assert others(after.open_lots, opening) == others(before.open_lots, opening)
        assert after.cash_events == before.cash_events
        assert [closed(line) for line in after.closings] == [closed(line) for line in before.closings]
        assert own_value(after, opening) == (-basis if is_bought(history.rows, opening) else basis)

    @LAW
    @given(histories(REGULAR), AMOUNTS, st.data())
    def test_with_a_day_of_its_own_moves_no_share_and_no_cash(
        self, history: History, basis: Decimal, data: st.DataObject
    ) -> None:
        before = broker(history.rows)
        if not (openings := openings_of(before)):
            return
        opening = data.draw(st.sampled_from(openings))
        since = data.draw(st.dates(date(2020, 1, 1), date(2025, 3, 2)))
        told = [replace(row, basis=basis, acquired_on=since) if row.id == opening else row for row in history.rows]

        after = broker(told)

        assert quantities(after) == quantities(before)
        assert after.cash_events == before.cash_events
        assert own_value(after, opening) == (-basis if is_bought(history.rows, opening) else basis)


def openings_of(books: Books) -> list[str]:
    """Return the rows that opened a lot at a cost, outright futures left out."""
    lines: tuple[Closing | OpenLot, ...] = (*books.closings, *books.open_lots)
    return sorted({line.opening_id for line in lines if line.instrument_type is not InstrumentType.FUTURE})


def others(lines: Iterable[Closing | OpenLot], opening: str) -> list[Closing | OpenLot]:
    """Return the lines of other openings."""
    return [line for line in lines if line.opening_id != opening]


def closed(line: Closing) -> tuple[object, ...]:
    """Return what the owner's word does not change: what met what, when, and what the closing brought."""
    brought = line.gross - line.value_open
    return (
        line.id,
        line.opening_id,
        line.closing_id,
        line.quantity,
        line.closed_at,
        brought,
        line.fees_open,
        line.fees_close,
    )


def own_value(books: Books, opening: str) -> Decimal:
    """Return what an opening cost or brought, over all its parts."""
    parts = [line.value_open for line in books.closings if line.opening_id == opening]
    return total([*parts, *(lot.value for lot in books.open_lots if lot.opening_id == opening)])


def is_bought(rows: Iterable[Transaction], opening: str) -> bool:
    """Whether a row buys."""
    return next(row.is_purchase for row in rows if row.id == opening)
