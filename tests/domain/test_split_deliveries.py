"""Options that turn into shares by several rows, or several options by one."""

from decimal import Decimal

from lib.domain.books import Books
from lib.domain.ledger import Rules, build_books
from lib.domain.transactions import Action, Transaction
from lib.domain.views import View
from tests.domain.rows import at, delivered, put, removal, short, told

FRIDAY = at(21, 21)
BTO, BTC = Action.BUY_TO_OPEN, Action.BUY_TO_CLOSE


def folded(rows: list[Transaction]) -> Books:
    """Return the books in the tax office's view."""
    return build_books(rows, Rules(view=View.FOLD))


class TestADeliveryInSeveralRows:
    def test_covers_and_opens_with_its_share_of_the_premium(self) -> None:
        rows = [
            short("100", "5500"),
            short("2", "400", **put()),
            removal("Assignment", "2", executed_at=FRIDAY, **put()),
            delivered(BTC, "100", "50", executed_at=FRIDAY),
            delivered(BTO, "100", "50", executed_at=FRIDAY),
        ]

        books = folded(rows)

        assert told(books.deliveries, "contracts", "units") == [(1, 100), (1, 100)]
        assert told(books.closings, "gross") == [700]  # 5500 - 5000 + 200
        assert told(books.open_lots, "value") == [-4800]

    def test_leaves_rows_that_it_does_not_need(self) -> None:
        rows = [
            removal("Assignment", "2", executed_at=FRIDAY, **put()),
            *(delivered(BTO, "100", "50", id=name, executed_at=FRIDAY) for name in "abc"),
        ]

        assert told(build_books(rows).deliveries, "stock_row") == ["a", "b"]

    def test_takes_several_removals(self) -> None:
        rows = [
            short("1", "100", **put()),
            short("2", "300", **put(), executed_at=at(4)),
            removal("Assignment", "1", id="a", executed_at=FRIDAY, **put()),
            removal("Assignment", "2", id="b", executed_at=FRIDAY, **put()),
            delivered(BTO, "300", "50", executed_at=FRIDAY),
        ]

        books = folded(rows)

        assert told(books.deliveries, "option_row", "units") == [("a", 100), ("b", 200)]
        assert told(books.open_lots, "value") == [-14_600]  # 15000 - 100 - 300

    def test_splits_by_contracts_to_the_last_digit(self) -> None:
        rows = [
            short("3", "100", **put()),
            removal("Assignment", "3", executed_at=FRIDAY, **put()),
            *(delivered(BTO, "100", "50", id=name, executed_at=FRIDAY) for name in "abc"),
        ]

        assert sum(lot.value for lot in folded(rows).open_lots) == -14_900

    def test_of_one_strike_are_linked_in_their_order(self) -> None:
        rows = [
            short("2", "400", **put()),
            *(
                removal("Assignment", "1", id=name, sequence=place, executed_at=FRIDAY, **put())
                for place, name in enumerate("ab")
            ),
            *(
                delivered(BTO, "100", "50", id=name, sequence=place, executed_at=FRIDAY)
                for place, name in enumerate("cd")
            ),
        ]

        assert told(build_books(rows).deliveries, "option_row", "stock_row") == [("a", "c"), ("b", "d")]

    def test_opened_against_a_position_is_split(self) -> None:
        rows = [
            short("1", "200", fees="-1.12", **put()),
            removal("Assignment", "1", executed_at=FRIDAY, **put()),
            delivered(BTO, "100", "50", fees="-5", executed_at=FRIDAY),
            short("40", "2100", executed_at=at(4)),
        ]

        books = folded(rows)

        assert told(books.closings, "gross") == [Decimal("179.552")]  # 2100 - 2000 + 40 % of 198.88
        assert told(books.open_lots, "quantity", "value") == [(60, Decimal("-2880.672"))]
