"""Two views and two orders of closing agree in the end."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.books import Books, Closing, OpenLot
from lib.domain.ledger import Rules, build_books
from lib.domain.new_york import new_york_day
from lib.domain.transactions import InstrumentType, Transaction
from lib.domain.views import View
from tests.domain import histories_cash as cash
from tests.domain import histories_trading as trading
from tests.domain.histories_broker import FUTURE, INDEX, History
from tests.domain.histories_counting import Sums, broker, fold, sums, total
from tests.domain.histories_of_all_kinds import CORPORATE, ENDINGS, FUTURES, IN_KIND, LAW, TRADES, histories
from tests.domain.rows import TEN_O_CLOCK

UNCHANGED = (*TRADES, *FUTURES, *ENDINGS, cash.transfer_in)  # no symbol turns into another
DELIVERING = (*TRADES, *ENDINGS, *FUTURES)
ROUNDING = Decimal("1E-8")
INDEX_SYMBOLS = {cells["symbol"] for cells in INDEX}


def quantities_of(rows: Mapping[str, Transaction]) -> Sums:
    """Return what each row is about, unsigned."""
    return {row_id: row.quantity for row_id, row in rows.items()}


def net(books: Books) -> Decimal:
    """Return what all closings made."""
    return total(line.net for line in books.closings)


class TestFold:
    @LAW
    @given(histories(DELIVERING, is_flat=True))
    def test_has_made_as_much_of_every_underlying_as_the_broker_once_all_is_flat(self, history: History) -> None:
        broker_net = sums((line.underlying, line.net) for line in broker(history.rows).closings)
        fold_net = sums((line.underlying, line.net) for line in fold(history.rows).closings)

        assert fold_net == broker_net

    @LAW
    @given(histories((*DELIVERING, *CORPORATE), is_flat=True))
    def test_has_made_as_much_as_the_broker_whatever_became_of_a_symbol(self, history: History) -> None:
        assert net(fold(history.rows)) == net(broker(history.rows))

    @LAW
    @given(histories(DELIVERING))
    def test_pairs_every_assignment_and_exercise_with_its_delivery(self, history: History) -> None:
        books = fold(history.rows)

        removals = {
            row.id: row
            for row in history.rows
            if row.sub_type in {"Assignment", "Exercise"} and row.symbol not in INDEX_SYMBOLS
        }
        each = {InstrumentType.EQUITY_OPTION: Decimal(100), InstrumentType.FUTURE_OPTION: Decimal(1)}
        units = {row_id: row.quantity * each[row.instrument_type or FUTURE] for row_id, row in removals.items()}
        assert sums((one.option_row, one.contracts) for one in books.deliveries) == quantities_of(removals)
        assert sums((one.option_row, one.units) for one in books.deliveries) == units
        assert books.deliveries == broker(history.rows).deliveries

    @LAW
    @given(histories(DELIVERING))
    def test_lists_no_closing_of_an_option_that_was_delivered(self, history: History) -> None:
        books = fold(history.rows)

        delivered = {one.option_row for one in books.deliveries}
        assert delivered.isdisjoint({line.closing_id for line in books.closings})

    @LAW
    @given(histories((*DELIVERING, *CORPORATE, *IN_KIND)))
    def test_tells_the_same_cash_and_the_same_to_look_at(self, history: History) -> None:
        books, other = fold(history.rows), broker(history.rows)

        assert (books.cash_events, books.attention) == (other.cash_events, other.attention)


class TestLastInFirstOut:
    @LAW
    @given(histories((*DELIVERING, *CORPORATE), is_flat=True), st.integers(-1, 60), st.sampled_from(View))
    def test_from_a_day_on_has_made_as_much_once_all_is_flat(self, history: History, days: int, view: View) -> None:
        since = new_york_day(TEN_O_CLOCK + timedelta(days=days))

        books = build_books(history.rows, Rules(view=view, lifo_from=since))

        first = build_books(history.rows, Rules(view=view))
        assert books.open_lots == ()
        assert net(books) == net(first)
        assert books.cash_events == first.cash_events

    @LAW
    @given(histories(DELIVERING), st.integers(0, 60))
    def test_changes_nothing_that_was_closed_before_that_day(self, history: History, days: int) -> None:
        since = new_york_day(TEN_O_CLOCK + timedelta(days=days))

        books = build_books(history.rows, Rules(lifo_from=since))

        assert before(books.closings, since) == before(broker(history.rows).closings, since)

    @LAW
    @given(histories(UNCHANGED) | histories((trading.stocks, trading.futures), longest=30), st.data())
    def test_closes_no_lot_before_a_younger_one_from_that_day_on(self, history: History, data: st.DataObject) -> None:
        days = sorted({new_york_day(row.executed_at) for row in history.rows})
        since = data.draw(st.sampled_from(days)) if days else date(2025, 3, 3)

        books = build_books(history.rows, Rules(lifo_from=since))

        for line in books.closings:
            if new_york_day(line.closed_at) >= since and line.instrument_type is not InstrumentType.CRYPTOCURRENCY:
                assert [lot for lot in books.open_lots if is_younger(lot, line)] == []
                later = [other for other in books.closings if other.closed_at > line.closed_at]
                assert [other for other in later if is_younger(other, line)] == []


def is_younger(lot: Closing | OpenLot, line: Closing) -> bool:
    """Whether a lot of the same symbol was there when a closing took an older one."""
    return lot.symbol == line.symbol and line.opened_at < lot.opened_at < line.closed_at


def before(closings: Iterable[Closing], day: date) -> list[Closing]:
    """Return what was closed before a New York day."""
    return [line for line in closings if new_york_day(line.closed_at) < day]
