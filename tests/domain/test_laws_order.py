"""The order in which rows are read, and how an order was filled, change nothing that matters."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.books import Books
from lib.domain.ledger import Rules, build_books
from lib.domain.new_york import new_york_day
from lib.domain.transactions import InstrumentType, Transaction
from lib.domain.views import View
from tests.domain import histories_trading as trading
from tests.domain.histories_broker import ZERO, History
from tests.domain.histories_counting import Sums, broker, sums
from tests.domain.histories_of_all_kinds import LAW, REGULAR, histories

Said = tuple[object, ...]
CHANCE = st.randoms(use_true_random=False)
IN_PARTS = {InstrumentType.EQUITY, InstrumentType.CRYPTOCURRENCY}
FILLED = (trading.stocks, trading.futures)
ROUNDING = Decimal("1E-8")


class TestOrder:
    @LAW
    @given(histories(), CHANCE, st.sampled_from(View))
    def test_of_reading_leaves_the_books_as_they_are(self, history: History, chance: random.Random, view: View) -> None:
        shuffled = list(history.rows)
        chance.shuffle(shuffled)

        assert build_books(shuffled, Rules(view=view)) == build_books(history.rows, Rules(view=view))

    @LAW
    @given(histories(is_numbered=False), CHANCE)
    def test_of_arrival_at_one_moment_decides_nothing_but_names(self, history: History, chance: random.Random) -> None:
        renamed = with_ids_exchanged(history.rows, chance)

        assert content(broker(renamed), renamed) == content(broker(history.rows), history.rows)


class TestFills:
    """
    An order filled in two parts of one moment makes what one fill would have made.

    What differs: there is a lot, and a closing, per fill, and where a cost is cut at the tenth decimal the last digit.
    """

    @LAW
    @given(histories(REGULAR, is_numbered=True) | histories(FILLED, is_numbered=True, longest=30), st.data())
    def test_in_two_parts_leave_totals_per_day_open_values_and_cash(
        self, history: History, data: st.DataObject
    ) -> None:
        fills = [row for row in history.rows if row.type == "Trade" and is_halved(row) and not turns(row, history)]
        if not fills:
            return
        halved = in_halves(history.rows, data.draw(st.sampled_from(fills)).id)

        whole, parts = broker(history.rows), broker(halved)

        assert_close(by_day(parts), by_day(whole))
        assert_close(open_by_symbol(parts), open_by_symbol(whole))
        assert_close(cash_by_kind(parts), cash_by_kind(whole))


def with_ids_exchanged(rows: Iterable[Transaction], chance: random.Random) -> list[Transaction]:
    """Give rows of one moment each other's ids, which carry no meaning where the broker does not number rows."""
    moments: dict[object, list[Transaction]] = defaultdict(list)
    for row in rows:
        moments[row.executed_at].append(row)
    renamed: list[Transaction] = []
    for its in moments.values():
        ids = [row.id for row in its]
        chance.shuffle(ids)
        renamed += [replace(row, id=row_id) for row, row_id in zip(its, ids, strict=True)]
    return renamed


def content(books: Books, rows: Iterable[Transaction]) -> Counter[Said]:
    """Return what the books say, with each row's content in place of its id."""
    said: Mapping[str, Said] = {
        row.id: (row.executed_at, row.type, row.sub_type, row.symbol, row.quantity, row.price, row.value, row.charges,
                 row.order_id, row.description) for row in rows
    }  # fmt: skip
    closings = (
        (said[line.opening_id], said[line.closing_id], line.quantity, line.gross, line.fees_open, line.fees_close)
        for line in books.closings
    )
    lots = ((said[lot.opening_id], lot.symbol, lot.quantity, lot.value, lot.fees) for lot in books.open_lots)
    cash = ((said[event.transaction_id], event.kind, event.amount) for event in books.cash_events)
    looks = ((item.code, item.message, item.amount) for item in books.attention)
    return Counter([*closings, *lots, *cash, *looks])


def is_halved(row: Transaction) -> bool:
    """Whether a fill can be cut in two."""
    return row.instrument_type in IN_PARTS or row.quantity % 2 == 0


def turns(row: Transaction, history: History) -> bool:
    """Whether a fill turns a position over; a future's cash is then for the part that closes only."""
    held = history.held(history.rows.index(row)).get(row.symbol or "", ZERO)
    return held * (held + history.effects[row.id]) < 0


def in_halves(rows: Iterable[Transaction], row_id: str) -> list[Transaction]:
    """Cut one fill in two of the same moment and order, one after the other."""
    cut: list[Transaction] = []
    for row in rows:
        if row.id != row_id:
            cut.append(replace(row, sequence=2 * row.sequence))
            continue
        for number, suffix in enumerate("ab"):
            half = replace(row, id=row.id + suffix, broker_id=f"{row.broker_id}{suffix}", quantity=row.quantity / 2)
            half = replace(half, value=row.value / 2, commission=row.commission / 2)
            half = replace(half, fees=row.fees / 2, net_value=row.net_value / 2)
            cut.append(replace(half, sequence=2 * row.sequence + number))
    return cut


def by_day(books: Books) -> Sums:
    """Return what was closed of each symbol on each New York day: quantity, gross and fees."""
    return sums(
        (f"{line.symbol} {new_york_day(line.closed_at)} {name}", getattr(line, name))
        for line in books.closings
        for name in ("quantity", "gross", "fees_open", "fees_close")
    )


def open_by_symbol(books: Books) -> Sums:
    """Return what is open of each symbol: quantity, value and fees."""
    return sums(
        (f"{lot.symbol} {name}", getattr(lot, name))
        for lot in books.open_lots
        for name in ("quantity", "value", "fees")
    )


def cash_by_kind(books: Books) -> Sums:
    """Return what was moved as cash, by kind."""
    return sums((event.kind, event.amount) for event in books.cash_events)


def assert_close(some: Sums, others: Sums) -> None:
    """Compare sums by name, but for the digits that cutting a cost in parts leaves."""
    for name in some.keys() | others.keys():
        assert abs(some.get(name, ZERO) - others.get(name, ZERO)) < ROUNDING, name
