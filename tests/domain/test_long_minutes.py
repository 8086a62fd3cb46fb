"""Thousands of corporate actions in one minute: each finds its other half, and none is compared with all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from lib.domain.corporate_candidates import candidates
from lib.domain.corporate_legs import legs
from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from tests.domain.rows import at, buy, row, told
from tests.domain.test_corporate_actions import given, stock

MANY = 200


def renamed(number: int, cost: str) -> list[Transaction]:
    """Return one of many positions, and both halves of its new name."""
    old, new = f"A{number:04d}", f"B{number:04d}"
    return [buy("10", f"-{cost}", symbol=old, underlying=old), *stock("Symbol Change", (old, "10"), (new, "10"), cost)]


def numbered(rows: list[Transaction]) -> Iterator[Transaction]:
    """Yield rows numbered as the broker does, with a gap after every second one."""
    for place, one in enumerate(rows):
        yield replace(one, sequence=1 + place // 2 * 10 + place % 2)


class TestManySymbolChangesOfOneMinute:
    @pytest.mark.parametrize("cost", ["1000", None])
    def test_each_keep_their_own_lot(self, cost: str | None) -> None:
        rows = [one for number in range(MANY) for one in renamed(number, cost or str(number + 1))]

        books = build_books(rows)

        assert [(lot.symbol, lot.opening_id) for lot in books.open_lots] == [
            (f"B{number:04d}", rows[3 * number].id) for number in range(MANY)
        ]
        assert books.attention == ()

    def test_are_compared_with_few_of_the_others(self) -> None:
        rows = [one for number in range(MANY) for one in renamed(number, "1000")[1:]]
        halves = legs(rows)

        pairs, are_all = candidates(halves[::2], halves[1::2])

        assert not are_all
        assert len(pairs) < 60 * MANY  # each with each would be 200 * MANY
        assert len(set(pairs)) == len(pairs)

    def test_all_find_a_half_where_the_nearest_are_taken(self) -> None:
        """One half of every pair is far from the other by its name, so that the first look leaves some over."""
        rows = [one for number in range(MANY) for one in renamed(number, "1000")]
        mixed = [replace(one, underlying=f"U{place * 7 % MANY:03d}") for place, one in enumerate(rows)]

        books = build_books(mixed)

        assert len(books.open_lots) == MANY
        assert {lot.symbol[0] for lot in books.open_lots} == {"B"}
        assert books.attention == ()

    def test_leave_over_what_fits_nothing(self) -> None:
        rows = [one for number in range(MANY) for one in renamed(number, "1000")]
        lone = given(Action.SELL_TO_CLOSE, "Symbol Change", "10", "1000", symbol="ZZZ", underlying="ZZZ")

        books = build_books([*rows, lone])

        assert told(books.attention, "code", "symbol") == [("unpaired_corporate_action", "ZZZ")]

    def test_tell_a_name_that_is_only_passed_through(self) -> None:
        names = [f"S{number:03d}" for number in range(MANY + 1)]
        steps = [stock("Symbol Change", (old, "10"), (new, "10"), "1000") for old, new in pairwise(names)]

        books = build_books(
            [buy("10", "-1000", symbol="S000", underlying="S000"), *(one for its in steps for one in its)]
        )

        assert told(books.open_lots, "symbol", "value") == [("S200", -1000)]
        assert books.attention == ()

    def test_may_lead_through_more_names_than_calls_can_be_nested(self) -> None:
        names = [f"S{number:04d}" for number in range(1200)]
        steps = [stock("Symbol Change", (old, "10"), (new, "10"), "1000") for old, new in pairwise(names)]
        last_first = [one for its in reversed(steps) for one in its]

        books = build_books([buy("10", "-1000", symbol="S0000", underlying="S0000"), *numbered(last_first)])

        assert told(books.open_lots, "symbol", "value") == [("S1199", -1000)]


class TestManyRemovalsOfOneWeek:
    def test_each_wait_for_what_is_given_for_them(self) -> None:
        removed = {"type": "Receive Deliver", "sub_type": "Stock Merger Removal", "executed_at": at(10)}
        rows: list[Transaction] = []
        for number in range(MANY):
            name = f"A{number:03d}"
            rows.append(buy("10", "-100", symbol=name, underlying=name))
            rows.append(row(**(removed | {"quantity": "10", "symbol": name, "underlying": name})))
            came = {"executed_at": at(12) + timedelta(minutes=number), "symbol": f"{name}1", "underlying": name}
            rows.append(given(Action.BUY_TO_OPEN, "Stock Merger", "5", "0", **came))

        books = build_books(rows)

        assert told(books.open_lots, "symbol", "opening_id") == [
            (f"A{number:03d}1", rows[3 * number].id) for number in range(MANY)
        ]
        assert books.attention == ()

    def test_take_the_first_where_nothing_tells_them_apart(self) -> None:
        removed = {"type": "Receive Deliver", "sub_type": "Stock Merger Removal", "executed_at": at(10)}
        rows = [buy("10", "-100"), row(**(removed | {"quantity": "10"}))]
        for number in range(MANY):
            came = {"executed_at": at(12) + timedelta(minutes=number), "symbol": f"B{number:03d}", "underlying": "B"}
            rows.append(given(Action.BUY_TO_OPEN, "Stock Merger", "5", "0", **came))

        books = build_books(rows)

        assert told(books.open_lots, "symbol", "value") == [("B000", -100)]
        assert len({row_id for item in books.attention for row_id in item.transaction_ids}) == MANY - 1
