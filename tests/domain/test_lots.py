"""First in, first out: what a close takes, what it earns, what is left."""

from decimal import Decimal

from lib.domain.ledger import build_books
from lib.domain.lots import Position
from lib.domain.transactions import Action
from tests.domain.rows import at, buy, cover, put, sell, short, told, trade


class TestClosingOldestFirst:
    def test_takes_the_rest_from_the_second_lot_when_the_first_is_too_small(self) -> None:
        rows = [
            buy("100", "-1000.00", fees="-0.08", executed_at=at(3)),
            buy("100", "-1200.00", fees="-0.08", executed_at=at(4)),
            sell("150", "2250.00", fees="-0.18", executed_at=at(5)),
        ]

        books = build_books(rows)

        assert told(books.closings, "quantity") == [100, 50]
        assert told(books.closings, "gross") == [500, 150]  # 1500 - 1000, 750 - 600
        assert told(books.closings, "fees_open") == [Decimal("-0.08"), Decimal("-0.04")]
        assert told(books.closings, "fees_close") == [Decimal("-0.12"), Decimal("-0.06")]
        assert told(books.closings, "net") == [Decimal("499.80"), Decimal("149.90")]
        assert told(books.open_lots, "quantity", "value", "fees") == [(50, -600, Decimal("-0.04"))]

    def test_earns_on_a_short_position_what_the_purchase_costs_less(self) -> None:
        rows = [short("2", "420.00", **put()), cover("2", "-126.00", **put(), executed_at=at(4))]

        closing = build_books(rows).closings[0]

        assert closing.gross == 294  # 420 - 126
        assert closing.is_short

    def test_says_when_and_by_which_rows_a_part_was_opened_and_closed(self) -> None:
        bought, sold = buy("1", "-10", executed_at=at(3)), sell("1", "12", executed_at=at(4))

        closing = build_books([bought, sold]).closings[0]

        assert (closing.opening_id, closing.closing_id) == (bought.id, sold.id)
        assert (closing.opened_at, closing.closed_at) == (at(3), at(4))
        assert closing.reason == "trade"
        assert not closing.is_short

    def test_leaves_nothing_over_when_a_third_cannot_be_written_down(self) -> None:
        rows = [buy("3", "-100.00", fees="-0.10")]
        rows += [sell("1", "40.00", executed_at=at(day)) for day in (4, 5, 6)]

        books = build_books(rows)

        assert books.closings[0].gross == Decimal("6.6666666667")  # 40 - 33.3333333333
        assert sum(closing.gross for closing in books.closings) == 20
        assert sum(closing.fees_open for closing in books.closings) == Decimal("-0.10")
        assert books.open_lots == ()


class TestClosingWhatIsNotThere:
    def test_is_flagged_and_opens_nothing(self) -> None:
        orphan = sell("100", "2000")

        books = build_books([orphan, buy("50", "-1050", executed_at=at(4))])

        assert books.closings == ()
        assert told(books.open_lots, "quantity") == [50]
        assert told(books.attention, "code", "transaction_ids") == [("unmatched_close", (orphan.id,))]
        assert "Closed 100 of ABC" in books.attention[0].message

    def test_takes_nothing_from_a_position_that_is_flat(self) -> None:
        flat = Position()

        assert flat.close(Decimal(5), Decimal(50), Decimal(-1)) == []
        assert flat.quantity == 0

    def test_counts_only_the_part_that_found_a_lot(self) -> None:
        books = build_books([buy("40", "-400"), sell("100", "1500", executed_at=at(4))])

        assert told(books.closings, "quantity", "gross") == [(40, 200)]  # 600 - 400
        assert "Closed 60 of ABC" in books.attention[0].message

    def test_does_not_close_a_position_on_the_same_side(self) -> None:
        books = build_books([short("10", "100"), sell("10", "90", executed_at=at(4))])

        assert books.closings == ()
        assert told(books.open_lots, "quantity") == [-10]
        assert told(books.attention, "code") == ["unmatched_close"]


class TestOpeningAgainstAnOpenPosition:
    def test_closes_it_first_and_opens_the_rest(self) -> None:
        rows = [short("10", "100"), buy("25", "-200", fees="-0.50", executed_at=at(4))]

        books = build_books(rows)

        assert told(books.closings, "quantity", "gross") == [(10, 20)]  # 100 - 80
        assert told(books.open_lots, "quantity", "value", "fees") == [(15, -120, Decimal("-0.30"))]
        assert told(books.attention, "code") == ["effect_mismatch"]

    def test_opens_nothing_when_it_closes_all_of_it(self) -> None:
        books = build_books([short("10", "100"), buy("10", "-80", executed_at=at(4))])

        assert told(books.closings, "gross") == [20]
        assert books.open_lots == ()


class TestRowsWithoutAQuantity:
    def test_leave_positions_alone_and_are_flagged(self) -> None:
        books = build_books([buy("0", "-5"), sell("0", "7", executed_at=at(4))])

        assert (books.closings, books.open_lots) == ((), ())
        assert told(books.attention, "code") == ["no_quantity"]
        assert sum(event.amount for event in books.cash_events) == 2

    def test_without_a_direction_are_flagged_and_counted_in_cash(self) -> None:
        books = build_books([trade(Action.BUY, "1", "-10"), trade(Action.BUY, "1", "-10", action=None)])

        assert told(books.attention, "code") == ["unknown_type"]
        assert len(books.attention[0].transaction_ids) == 2
        assert sum(event.amount for event in books.cash_events) == -20
