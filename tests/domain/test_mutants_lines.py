"""What lines of the books say of a row, and the ids that outlive a rebuild."""

from datetime import date
from decimal import Decimal

from lib.domain.deliveries import deliveries_of
from lib.domain.derived_ids import derived_id
from lib.domain.entries import closing_of, open_lot_of
from lib.domain.ledger import build_books
from lib.domain.lots import Lot
from lib.domain.transactions import Action, InstrumentType
from tests.domain.rows import at, buy, cash, delivered, future, put, removal, row, sell, short, told

GAIN = {"id": "gain", "executed_at": at(5)}


class TestIds:
    """Bookmarks and acknowledgements point at them, so that a release may not change them."""

    def test_of_a_closing_hash_the_row_that_opened_and_the_row_that_closed(self) -> None:
        books = build_books([buy("10", "-100", id="cost"), sell("10", "150", **GAIN)])

        assert told(books.closings, "id") == [derived_id("broker", "cost", "gain")]

    def test_of_an_open_lot_hash_the_row_that_opened_and_the_position(self) -> None:
        books = build_books([buy("10", "-100", id="cost")])

        assert told(books.open_lots, "id") == [derived_id("broker", "cost", "open", "ABC")]

    def test_of_cash_hash_its_row_and_which_part_of_it(self) -> None:
        rows = [
            cash("Credit Interest", "5", id="interest"),
            future(Action.SELL, "1", "5000", "25", net_value="24.50", id="fill"),
        ]

        books = build_books(rows)

        assert {event.amount: event.id for event in books.cash_events} == {
            5: derived_id("broker", "interest", "cash"),
            25: derived_id("broker", "fill", "cash"),
            Decimal("-0.5"): derived_id("broker", "fill", "rest"),
        }

    def test_of_a_delivery_hash_the_option_s_row_and_the_share_s(self) -> None:
        rows = [
            removal("Assignment", "1", id="gone", **put()),
            delivered(Action.BUY_TO_OPEN, "100", "50", id="came"),
        ]

        assert told(build_books(rows).deliveries, "id") == [derived_id("broker", "gone", "came", "delivery")]

    def test_depend_on_every_part_and_on_where_it_ends(self) -> None:
        ids = {derived_id(*parts) for parts in (("a", "bc"), ("ab", "c"), ("bc", "a"), ("abc",))}

        assert {len(one) for one in ids} == {32}
        assert len(ids) == 4


class TestAnOpenLot:
    def test_says_what_it_is_and_when_it_expires(self) -> None:
        books = build_books([short("2", "300", **put(expires_on=date(2025, 6, 20)))])

        assert told(books.open_lots, "instrument_type", "expires_on", "multiplier") == [
            (InstrumentType.EQUITY_OPTION, date(2025, 6, 20), 100)
        ]


class TestCash:
    def test_says_of_which_kind_of_row_and_of_which_position_it_is(self) -> None:
        paid = cash("Dividend", "5", symbol="ABC", underlying="ABC", executed_at=at(9), id="paid")

        assert told(
            build_books([paid]).cash_events, "transaction_id", "sub_type", "symbol", "underlying", "amount", "at"
        ) == [("paid", "Dividend", "ABC", "ABC", 5, at(9))]


class TestAPartOfAShare:
    def test_is_long_or_short_by_its_sign_alone(self) -> None:
        rows = [buy("0.5", "-50"), sell("0.5", "60", **GAIN), short("0.5", "70", executed_at=at(6))]
        rows.append(buy("0.5", "-65", executed_at=at(7), action=Action.BUY_TO_CLOSE))

        assert told(build_books(rows).closings, "is_short", "gross") == [(False, 10), (True, 5)]


class TestANamelessRow:
    NOTHING = row(id="r", symbol=None, underlying=None, instrument_type=None)

    def test_leaves_the_names_of_its_lines_empty(self) -> None:
        lot = Lot("r", self.NOTHING, Decimal(1), Decimal(-5), Decimal(0), (at(3), 1))
        lines = [closing_of((lot, Decimal(6), Decimal(0)), self.NOTHING, "trade"), open_lot_of(lot)]

        assert told(lines, "symbol", "underlying", "instrument_type") == [("", "", InstrumentType.UNKNOWN)] * 2

    def test_leaves_the_names_of_its_delivery_empty(self) -> None:
        nameless = {"symbol": None, "underlying": None}
        gone = removal("Assignment", "1", **(put() | nameless))
        came = delivered(Action.BUY_TO_OPEN, "100", "50", **nameless)

        [link] = deliveries_of([gone, came])

        assert told([link], "option_symbol", "stock_symbol", "underlying", "units") == [("", "", "", 100)]
