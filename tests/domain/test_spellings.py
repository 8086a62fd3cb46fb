"""A future is the same whether its year is written with one digit or with two."""

import itertools
from typing import Any

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from lib.domain.two_views import two_views
from tests.domain.rows import at, buy, future, mark, removal, sell, short, told
from tests.domain.test_final_settlements import settlement
from tests.domain.test_future_option_deliveries import TestAFutureOption

BUY, SELL = Action.BUY, Action.SELL
WAYS = ["/MESZ5", "/MESZ25"]
MICRO: dict[str, Any] = {"underlying": "/MES", "multiplier": None}
OPTION = TestAFutureOption.NAMED


class TestAFutureWrittenInTwoWays:
    @pytest.mark.parametrize(("opened", "marked", "closed"), list(itertools.product(WAYS, repeat=3)))
    def test_is_closed_by_either(self, opened: str, marked: str, closed: str) -> None:
        rows = [
            future(BUY, "2", "6000", symbol=opened, **MICRO),
            mark("50", "6005", symbol=marked, executed_at=at(3, 22)),
            future(SELL, "2", "6010", "50", symbol=closed, executed_at=at(4), **MICRO),
        ]

        books = build_books(rows)

        assert told(books.closings, "symbol", "gross") == [(opened, 100)]  # 10 * 2 * 5, as the broker wrote it
        assert books.open_lots == ()
        assert told(books.attention, "code") == ["multiplier_assumed"]

    @pytest.mark.parametrize("marked", WAYS)
    def test_is_settled_from_the_mark_of_either(self, marked: str) -> None:
        rows = [
            future(BUY, "1", "6000", symbol="/MESZ5", **MICRO),
            mark("50", "6010", symbol=marked, executed_at=at(3, 22)),
            settlement("25", symbol="/MESZ25", executed_at=at(5), **MICRO),
            mark("5", "6016", symbol=marked, executed_at=at(6)),
        ]

        assert told(build_books(rows).closings, "gross") == [80]  # 50 + 25 + 5

    @pytest.mark.parametrize("numbers", [(1, 2), (2, 1), (0, 0)])
    def test_is_bought_and_sold_at_one_moment(self, numbers: tuple[int, int]) -> None:
        rows = [
            future(BUY, "1", "6000", symbol="/MESZ5", sequence=numbers[0], **MICRO),
            future(SELL, "1", "6010", "50", symbol="/MESZ25", sequence=numbers[1], **MICRO),
            buy("1", "-10"),
        ]

        books = build_books(rows)

        assert told(books.closings, "gross") == [50]
        assert told(books.open_lots, "symbol") == ["ABC"]
        assert told(books.attention, "code") == ["multiplier_assumed"]

    def test_of_another_decade_is_another_one(self) -> None:
        rows = [future(BUY, "1", "6000", symbol="/MESZ5", **MICRO)]
        rows.append(future(SELL, "1", "9000", symbol="/MESZ35", executed_at=at(4), **MICRO))

        assert told(build_books(rows).open_lots, "quantity") == [1, -1]


class TestAnOptionOnAFutureWrittenInTwoWays:
    LONG: dict[str, Any] = OPTION | {"symbol": "./ESH25 EW1F25 250103P4900"}

    def test_is_closed_by_either(self) -> None:
        books = build_books([buy("1", "-500", **OPTION), sell("1", "700", executed_at=at(4), **self.LONG)])

        assert told(books.closings, "symbol", "gross") == [(OPTION["symbol"], 200)]

    @pytest.mark.parametrize("delivered", ["/ESH5", "/ESH25"])
    @pytest.mark.parametrize("sold", ["/ESH5", "/ESH25"])
    def test_turns_into_the_future_in_both_views(self, delivered: str, sold: str) -> None:
        rows: list[Transaction] = [
            short("1", "1000", **OPTION),
            removal("Assignment", "1", executed_at=at(21, 21), **self.LONG),
            future(BUY, "1", "4900", type="Receive Deliver", sub_type="Buy", symbol=delivered, executed_at=at(21, 21)),
            future(SELL, "1", "4895", "-250", symbol=sold, executed_at=at(24)),
        ]

        views = two_views(rows)

        assert [view for view, _ in views.closings] == ["broker", "broker", "fold"]
        assert [one.gross for _, one in views.closings] == [1000, -250, 750]  # -5 * 50
        assert views.books.attention == ()

    def test_is_closed_in_the_folded_view_too_by_a_row_in_the_other_way(self) -> None:
        rows = [
            short("2", "2000", **OPTION),
            removal("Assignment", "1", executed_at=at(21, 21), **OPTION),
            future(BUY, "1", "4900", type="Receive Deliver", sub_type="Buy", executed_at=at(21, 21)),
            removal("Expiration", "1", executed_at=at(22), **self.LONG),
        ]

        views = two_views(rows)

        assert [view for view, _ in views.closings] == ["broker", "both"]
        assert told((one for _, one in views.closings), "symbol", "gross") == [(OPTION["symbol"], 1000)] * 2
