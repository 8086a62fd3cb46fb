"""Every share, contract and coin is where plain counting says."""

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from hypothesis import given

from tests.domain import histories_corporate as corporate
from tests.domain import histories_trading as trading
from tests.domain.histories_broker import ZERO, History
from tests.domain.histories_counting import broker, fold, quantities, sums, total
from tests.domain.histories_of_all_kinds import CASH, CORPORATE, ENDINGS, FUTURES, IN_KIND, LAW, TRADES, histories

UNCHANGED = (*TRADES * 2, *FUTURES, *ENDINGS, *CASH, *IN_KIND)  # no symbol turns into another
CARRIED = {"Forward Split", "Reverse Split", "Symbol Change", "Stock Merger", "Special Dividend"}
SMALLEST = Decimal("1E-8")  # of a share
ALARMS = frozenset(
    {
        "unmatched_close", "effect_mismatch", "unpaired_corporate_action", "no_quantity", "not_booked", "unknown_type",
        "unclassified_cash", "foreign_currency", "unpaired_reversal", "multiplier_disagreement", "unknown_multiplier",
    }
)  # fmt: skip


class TestQuantity:
    @LAW
    @given(histories())
    def test_of_every_symbol_is_what_signed_rows_add_up_to(self, history: History) -> None:
        for length in history.boundaries:
            assert quantities(broker(history.rows[:length])) == history.held(length)

    @LAW
    @given(histories())
    def test_does_not_depend_on_the_view(self, history: History) -> None:
        assert quantities(fold(history.rows)) == history.held(len(history.rows))

    @LAW
    @given(histories(UNCHANGED))
    def test_of_every_row_is_open_or_closed(self, history: History) -> None:
        books = broker(history.rows)

        gone = {row.id for row in history.rows if row.sub_type == "ACAT" and row.action and row.action.closes}
        placed = sums(
            (
                *((line.opening_id, line.quantity) for line in books.closings),
                *((line.closing_id, line.quantity) for line in books.closings),
                *((lot.opening_id, abs(lot.quantity)) for lot in books.open_lots),
            )
        )
        sent = {row.symbol for row in history.rows if row.id in gone}
        moved = [row for row in history.rows if row.symbol not in sent]
        expected = sums((row.id, abs(history.effects.get(row.id, ZERO))) for row in moved)
        assert {row_id: placed.get(row_id, ZERO) for row_id in expected} == expected

    @LAW
    @given(histories((*TRADES, *FUTURES, *CORPORATE, *ENDINGS)))
    def test_of_one_symbol_is_all_long_or_all_short(self, history: History) -> None:
        sides: dict[str, set[bool]] = defaultdict(set)
        for lot in broker(history.rows).open_lots:
            sides[lot.symbol].add(lot.quantity > 0)

        assert all(len(its) == 1 for its in sides.values())

    @LAW
    @given(histories((*TRADES, *CORPORATE * 2)))
    def test_of_every_lot_goes_on_in_the_ratio_of_a_split_at_what_it_cost(self, history: History) -> None:
        for start, end in pairwise((0, *history.boundaries)):
            rows, held = history.rows[start:end], history.held(start)
            symbols = {row.symbol or "" for row in rows}
            old = symbols & held.keys()
            if any(row.sub_type not in CARRIED for row in rows) or len(old) != 1:
                continue
            before = [lot for lot in broker(history.rows[:start]).open_lots if lot.symbol in old]
            after = {lot.opening_id: lot for lot in broker(history.rows[:end]).open_lots if lot.symbol in symbols}
            ratio = total(lot.quantity for lot in after.values()) / total(lot.quantity for lot in before)
            for lot in before:
                gone_on = after[lot.opening_id]
                assert abs(gone_on.quantity - lot.quantity * ratio) <= len(before) * SMALLEST
                assert (gone_on.value, gone_on.fees, gone_on.opened_at) == (lot.value, lot.fees, lot.opened_at)


class TestFirstInFirstOut:
    @LAW
    @given(histories(UNCHANGED) | histories((trading.stocks, trading.futures), longest=30))
    def test_closes_no_lot_before_an_older_one(self, history: History) -> None:
        lines = defaultdict(list)
        for line in broker(history.rows).closings:
            assert line.opened_at <= line.closed_at
            lines[line.symbol].append(line.opened_at)

        for opened in lines.values():
            assert opened == sorted(opened)

    @LAW
    @given(
        histories((trading.stocks, trading.stocks, trading.stocks, corporate.symbol_change, corporate.forward_split))
    )
    def test_keeps_to_the_age_that_lots_had_under_another_symbol(self, history: History) -> None:
        books = broker(history.rows)

        changes = [row.executed_at for row in history.rows if row.sub_type in CARRIED]
        lines = defaultdict(list)
        for line in books.closings:
            if line.closed_at > max(changes, default=line.opened_at):
                lines[line.symbol].append(line.opened_at)
        for lot in books.open_lots:
            lines[lot.symbol].append(lot.opened_at)
        for opened in lines.values():
            assert opened == sorted(opened)


class TestAge:
    @LAW
    @given(histories())
    def test_of_every_lot_is_that_of_the_row_that_opened_it(self, history: History) -> None:
        books = broker(history.rows)

        opened = {row.id: row.executed_at for row in history.rows}
        for line in books.closings:
            assert (line.opened_at, line.closed_at) == (opened[line.opening_id], opened[line.closing_id])
        for lot in books.open_lots:
            assert lot.opened_at == opened[lot.opening_id]


class TestAttention:
    @LAW
    @given(histories())
    def test_is_asked_for_every_odd_row_and_for_no_other(self, history: History) -> None:
        for length in history.boundaries:
            items = broker(history.rows[:length]).attention
            flagged = {row_id for item in items if item.code in ALARMS for row_id in item.transaction_ids}
            looked_at = {row_id for item in items for row_id in item.transaction_ids}
            assert flagged <= history.odd
            assert history.odd & {row.id for row in history.rows[:length]} <= looked_at

    @LAW
    @given(histories())
    def test_names_the_closes_that_nobody_opened(self, history: History) -> None:
        items = broker(history.rows).attention

        unmatched = {row_id for item in items if item.code == "unmatched_close" for row_id in item.transaction_ids}
        assert unmatched == history.unmatched.keys()
