"""What the owner says that a position cost, where the rows do not know."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lib.domain.basis import NoBasisHereError, can_have_basis
from lib.domain.ledger import build_books
from lib.domain.transactions import Action, InstrumentType, Transaction
from tests.domain.rows import at, buy, call, cash, cover, put, removal, row, sell, short, told, trade

RECEIVED = {"type": "Receive Deliver", "sub_type": "ACAT", "executed_at": at(5)}


class TestABasisOfALot:
    def test_replaces_the_broker_s_price_and_silences_the_question(self) -> None:
        rows = [
            buy("800", "0", price="341.81", basis=Decimal(80_000), **RECEIVED),
            sell("800", "248000", executed_at=at(10)),
        ]

        books = build_books(rows)

        assert told(books.closings, "gross", "value_open") == [(168_000, -80_000)]
        assert books.attention == ()

    def test_is_what_a_short_position_brought(self) -> None:
        books = build_books([short("2", "0", price="1.50", basis=Decimal(420), **(put() | RECEIVED))])

        assert told(books.open_lots, "value", "basis_source") == [(420, "user")]

    def test_dates_the_lot_and_gives_it_its_place_by_age(self) -> None:
        rows = [
            buy("10", "-100", id="new"),
            buy("10", "0", id="old", basis=Decimal(50), acquired_on=date(2020, 7, 1), **RECEIVED),
            sell("10", "120", executed_at=at(10)),
        ]

        books = build_books(rows)

        assert told(books.closings, "opening_id", "gross", "opened_at") == [
            ("old", 70, datetime(2020, 7, 1, 16, tzinfo=UTC))  # noon in New York, in summer
        ]
        assert told(books.open_lots, "opening_id") == ["new"]

    def test_is_never_of_a_later_day_than_the_row(self) -> None:
        books = build_books([buy("10", "-100", basis=Decimal(90), acquired_on=date(2025, 3, 9))])

        assert told(books.open_lots, "opened_at", "value") == [(at(3), -90)]

    def test_is_of_what_is_opened_when_a_part_closed_first(self) -> None:
        rows = [short("4", "48"), buy("10", "-100", basis=Decimal(30), executed_at=at(4))]

        books = build_books(rows)

        assert told(books.closings, "gross") == [8]  # 48 - 40
        assert told(books.open_lots, "quantity", "value") == [(6, -30)]


class TestABasisOfACloseThatNothingOpened:
    def test_makes_the_lot_that_is_missing(self) -> None:
        sold = sell("100", "2000", fees="-1", basis=Decimal(1500), acquired_on=date(2024, 1, 2))

        books = build_books([sold])

        assert told(books.closings, "opening_id", "closing_id", "gross", "fees_close", "opened_at") == [
            (sold.id, sold.id, 500, -1, datetime(2024, 1, 2, 17, tzinfo=UTC))
        ]
        assert (books.open_lots, books.attention) == ((), ())

    def test_is_for_the_missing_part_only(self) -> None:
        rows = [buy("40", "-400"), sell("100", "2000", basis=Decimal(900), executed_at=at(4))]

        books = build_books(rows)

        assert told(books.closings, "quantity", "gross") == [(40, 400), (60, 300)]  # 800 - 400, 1200 - 900

    def test_is_what_was_received_for_a_short_position(self) -> None:
        books = build_books([cover("1", "-20", basis=Decimal(150), **put())])

        assert told(books.closings, "is_short", "gross") == [(True, 130)]

    @pytest.mark.parametrize(
        ("sub_type", "given", "gross"),
        [
            ("Exercise", {}, -100),
            ("Cash Settled Exercise", {"value": "250"}, 150),
            ("Assignment", {}, 100),
            ("Cash Settled Assignment", {"value": "-250"}, -150),
            ("Expiration", {"action": Action.BUY_TO_CLOSE}, 100),
            ("Expiration", {"action": Action.SELL_TO_CLOSE}, -100),
            ("Cash Merger", {"value": "250"}, 150),
        ],
    )
    def test_knows_the_side_of_a_removal(self, sub_type: str, given: dict[str, object], gross: int) -> None:
        books = build_books([removal(sub_type, "1", basis=Decimal(100), **(call() | given))])

        assert told(books.closings, "gross") == [gross]
        assert books.attention == ()

    def test_goes_on_with_the_side_that_is_held(self) -> None:
        rows = [
            short("1", "80", **call()),
            removal("Expiration", "3", basis=Decimal(100), executed_at=at(21), **call()),
        ]

        assert told(build_books(rows).closings, "quantity", "gross") == [(1, 80), (2, 100)]

    def test_waits_when_nothing_says_the_side(self) -> None:
        books = build_books([removal("Expiration", "1", basis=Decimal(100), **call())])

        assert books.closings == ()
        assert told(books.attention, "code") == ["unmatched_close"]

    def test_is_the_cost_of_what_a_corporate_action_brought(self) -> None:
        half = {"type": "Receive Deliver", "sub_type": "Symbol Change", "executed_at": at(10)}
        new = {"symbol": "XYZ", "underlying": "XYZ", "basis": Decimal(700), "acquired_on": date(2020, 1, 2)}
        rows = [
            trade(Action.SELL_TO_CLOSE, "10", "500", **half),
            trade(Action.BUY_TO_OPEN, "10", "-500", **half, **new),
        ]

        books = build_books(rows)

        assert told(books.open_lots, "value", "basis_source") == [(-700, "user")]
        assert books.attention == ()


HALF = {"type": "Receive Deliver", "sub_type": "Symbol Change"}
FUTURE = {"symbol": "/ESH5", "underlying": "/ES", "instrument_type": InstrumentType.FUTURE}
SENT_AWAY = {"type": "Receive Deliver", "sub_type": "ACAT", "action": Action.SELL_TO_CLOSE}


class TestWhereABasisCanBeEntered:
    @pytest.mark.parametrize(
        "opening",
        [
            buy("100", "-1000"),
            short("1", "80", **put()),
            buy("100", "0", price="20", **RECEIVED),
            buy("2", "0", type="Receive Deliver", sub_type="Dividend", price="20"),
            trade(Action.BUY, "1", "0", **FUTURE),
        ],
    )
    def test_is_every_row_that_opens(self, opening: Transaction) -> None:
        assert can_have_basis(opening, is_asked_for=False)

    @pytest.mark.parametrize(
        "ending",
        [
            sell("100", "2000"),
            removal("Expiration", "1", **call()),
            removal("Exercise", "1", **call()),
            trade(Action.BUY_TO_OPEN, "10", "-500", **HALF),
        ],
    )
    def test_is_what_ends_or_carries_over_a_lot_only_where_the_books_ask_for_it(self, ending: Transaction) -> None:
        assert can_have_basis(ending, is_asked_for=True)
        assert not can_have_basis(ending, is_asked_for=False)

    @pytest.mark.parametrize(
        "other",
        [
            cash("Dividend", "25"),
            cash("Deposit", "5000", symbol=None),
            buy("0", "-1000"),
            trade(Action.SELL_TO_CLOSE, "10", "500", **HALF),
            row(quantity="100", **SENT_AWAY),
            row(quantity="100", type="Receive Deliver", sub_type="Symbol Change"),
            buy("1", "-10", currency="CAD"),
        ],
    )
    def test_is_nothing_else_even_where_something_is_asked(self, other: Transaction) -> None:
        assert not can_have_basis(other, is_asked_for=True)

    def test_is_a_row_that_has_one(self) -> None:
        assert can_have_basis(sell("100", "2000", basis=Decimal(900)), is_asked_for=False)

    def test_is_said_where_it_is_refused(self) -> None:
        refusal = NoBasisHereError()

        assert refusal.code == "no_basis_here"
        assert "the row that opened the position" in refusal.message
