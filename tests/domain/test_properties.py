"""What holds for any history."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.books import Books
from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from tests.domain.rows import TEN_O_CLOCK, call, cash, removal, trade

CENTS = st.integers(1, 500_000).map(lambda cents: Decimal(cents) / 100)
FEES = st.integers(0, 3_000).map(lambda mills: -Decimal(mills) / 1000)
QUANTITIES = st.sampled_from(["1", "2", "3", "7", "100", "0.5", "1.68074"])
TRADES = st.sampled_from([Action.BUY_TO_OPEN, Action.SELL_TO_OPEN, Action.BUY_TO_CLOSE, Action.SELL_TO_CLOSE])
SYMBOLS = st.sampled_from([{}, {"symbol": "XYZ", "underlying": "XYZ"}, call()])


@st.composite
def histories(draw: st.DrawFn) -> list[Transaction]:
    """Draw up to 25 rows, many of them at the same moment: trades of any effect, expirations, and cash."""
    rows: list[Transaction] = []
    for number in range(draw(st.integers(0, 25))):
        when = TEN_O_CLOCK + timedelta(seconds=draw(st.integers(0, 5)))
        kind = draw(st.sampled_from(["trade", "trade", "trade", "trade", "expiration", "cash"]))
        common = {"id": f"{number:03d}", "executed_at": when}
        if kind == "cash":
            rows.append(cash("Deposit", str(draw(CENTS)), "ACH DEPOSIT", **common))
        elif kind == "expiration":
            rows.append(removal("Expiration", draw(st.sampled_from(["0", "1", "3"])), **call(), **common))
        else:
            action = draw(TRADES)
            value = draw(CENTS) * (-1 if action.is_buy else 1)
            rows.append(trade(action, draw(QUANTITIES), str(value), fees=draw(FEES), **common, **draw(SYMBOLS)))
    return rows


def unmatched(rows: list[Transaction], books: Books) -> tuple[Decimal, Decimal]:
    """Return the value and the fees of the parts of closing rows that found no lot."""
    flagged = {row for item in books.attention if item.code == "unmatched_close" for row in item.transaction_ids}
    closed: dict[str, list[Decimal]] = {}
    for closing in books.closings:
        closed.setdefault(closing.closing_id, []).append(closing.quantity)
    lost = [row for row in rows if row.id in flagged and row.quantity and row.sub_type != "Expiration"]
    left = {row.id: 1 - sum(closed.get(row.id, []), Decimal(0)) / row.quantity for row in lost}
    return sum((row.value * left[row.id] for row in lost), Decimal(0)), sum(
        (row.charges * left[row.id] for row in lost), Decimal(0)
    )


class TestAnyHistory:
    @given(histories())
    def test_keeps_every_cent_of_cash(self, rows: list[Transaction]) -> None:
        books = build_books(rows)

        realized = sum(closing.gross for closing in books.closings)
        invested = sum(lot.value for lot in books.open_lots)
        moved = sum(event.amount for event in books.cash_events)
        assert abs(realized + invested + moved + unmatched(rows, books)[0] - sum(row.value for row in rows)) < CLOSE

    @given(histories())
    def test_apportions_fees_that_add_up(self, rows: list[Transaction]) -> None:
        books = build_books(rows)

        charged = sum(closing.fees_open + closing.fees_close for closing in books.closings)
        waiting = sum(lot.fees for lot in books.open_lots)
        assert abs(charged + waiting + unmatched(rows, books)[1] - sum(row.charges for row in rows)) < CLOSE

    @given(histories())
    def test_apportions_cash_and_fees_exactly_when_every_close_finds_its_lots(self, rows: list[Transaction]) -> None:
        books = build_books(rows)

        if not books.attention:
            assert sum(c.net for c in books.closings) + sum(lot.value + lot.fees for lot in books.open_lots) + sum(
                event.amount for event in books.cash_events
            ) == sum(row.net_value for row in rows)

    @given(histories())
    def test_keeps_every_share(self, rows: list[Transaction]) -> None:
        books = build_books(rows)

        opened = {row.id: row.quantity for row in rows}
        for lot in books.open_lots:
            closed = sum(closing.quantity for closing in books.closings if closing.opening_id == lot.opening_id)
            against = sum(closing.quantity for closing in books.closings if closing.closing_id == lot.opening_id)
            assert closed + against + abs(lot.quantity) == opened[lot.opening_id]

    @given(histories(), st.randoms(use_true_random=False))
    def test_comes_out_the_same_in_whatever_order_it_is_read(
        self, rows: list[Transaction], chance: random.Random
    ) -> None:
        shuffled = [replace(row) for row in rows]
        chance.shuffle(shuffled)

        assert build_books(shuffled) == build_books(rows)

    @given(histories())
    def test_gives_every_line_of_the_books_its_own_id(self, rows: list[Transaction]) -> None:
        books = build_books(rows)

        for lines in (books.closings, books.open_lots, books.cash_events, books.attention):
            assert len({line.id for line in lines}) == len(lines)


CLOSE = Decimal("1E-6")  # unmatched parts are worked out here by division
