"""Rows of one moment: exports without seconds put a whole minute into one."""

from lib.domain.ledger import build_books
from tests.domain.rows import buy, cover, put, removal, sell, short, told


class TestATurnWithinOneMoment:
    def test_closes_each_side_with_its_own_rows(self) -> None:
        rows = [buy("1", "-100"), sell("1", "130"), short("1", "130"), cover("1", "-120")]

        books = build_books(rows)

        assert sorted(closing.gross for closing in books.closings) == [10, 30]  # 130 - 120, 130 - 100
        assert books.open_lots == ()
        assert books.attention == ()

    def test_goes_on_with_what_is_opened_last(self) -> None:
        rows = [buy("5", "-50"), sell("5", "60"), short("3", "36")]

        books = build_books(rows)

        assert told(books.closings, "gross") == [10]
        assert told(books.open_lots, "quantity") == [-3]
        assert books.attention == ()

    def test_opens_against_a_position_only_when_nothing_closes_it(self) -> None:
        books = build_books([buy("5", "-50"), short("3", "36")])

        assert told(books.closings, "gross") == [6]  # 36 - 30
        assert told(books.open_lots, "quantity") == [2]
        assert told(books.attention, "code") == ["effect_mismatch"]


class TestAnExpirationWithinOneMoment:
    def test_ends_what_was_opened_in_it(self) -> None:
        rows = [removal("Expiration", "1", id="a", **put()), short("1", "20", id="b", **put())]

        books = build_books(rows)

        assert told(books.closings, "opening_id", "closing_id", "gross") == [("b", "a", 20)]
        assert books.attention == ()

    def test_of_all_that_is_left_comes_after_the_closes(self) -> None:
        rows = [
            short("3", "60", id="a", **put()),
            removal("Expiration", "0", id="b", **put()),
            cover("1", "-5", id="c", **put()),
        ]

        books = build_books(rows)

        assert told(books.closings, "closing_id", "quantity") == [("c", 1), ("b", 2)]
        assert books.attention == ()
