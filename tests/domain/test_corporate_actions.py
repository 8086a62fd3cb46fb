"""Symbol changes, splits and mergers carry lots over at cost, with their original dates."""

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lib.domain.aliases import alias_groups
from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from tests.domain.rows import at, buy, call, cover, put, sell, short, told, trade


def given(direction: Action, sub_type: str, quantity: str, value: str, **more: object) -> Transaction:
    """Return one half of a corporate action."""
    half = {"type": "Receive Deliver", "sub_type": sub_type, "executed_at": at(10)}
    return trade(direction, quantity, value, **(half | more))


def stock(sub_type: str, old: tuple[str, str], new: tuple[str, str], value: str, **more: object) -> list[Transaction]:
    """Return both halves for long shares: (symbol, quantity) before and after."""
    return [
        given(Action.SELL_TO_CLOSE, sub_type, old[1], value, symbol=old[0], underlying=old[0], **more),
        given(Action.BUY_TO_OPEN, sub_type, new[1], f"-{value}", symbol=new[0], underlying=new[0], **more),
    ]


class TestCorporateAction:
    def test_realizes_nothing_and_keeps_the_date_and_the_cost(self) -> None:
        rows = [buy("100", "-1750", fees="-5"), *stock("Symbol Change", ("ABC", "100"), ("XYZ", "100"), "1750")]

        books = build_books([*rows, sell("100", "1000", symbol="XYZ", underlying="XYZ", executed_at=at(12))])

        assert told(books.closings, "symbol", "gross", "fees_open") == [
            ("XYZ", -750, -5)  # 1000 - 1750
        ]
        assert books.closings[0].opening_id == rows[0].id
        assert books.closings[0].opened_at == at(3)
        assert (books.cash_events, books.attention) == ((), ())

    def test_multiplies_every_lot_of_a_split(self) -> None:
        rows = [buy("100", "-1000"), buy("50", "-600", executed_at=at(4))]

        books = build_books([*rows, *stock("Forward Split", ("ABC", "150"), ("ABC", "600"), "1600")])

        assert told(books.open_lots, "quantity", "value") == [(400, -1000), (200, -600)]

    def test_gives_the_last_lot_what_a_reverse_split_leaves(self) -> None:
        rows = [buy("10", "-100", executed_at=at(day)) for day in (3, 4, 5)]

        books = build_books([*rows, *stock("Reverse Split", ("ABC", "30"), ("ABC", "10"), "300")])
        sold = build_books(
            [*rows, *stock("Reverse Split", ("ABC", "30"), ("ABC", "10"), "300"), sell("10", "330", executed_at=at(12))]
        )

        assert sum(lot.quantity for lot in books.open_lots) == 10
        assert sum(closing.gross for closing in sold.closings) == 30
        assert sold.open_lots == ()

    def test_takes_rows_of_one_lot_each_together(self) -> None:
        rows = [buy("100", "-1000"), buy("50", "-600", executed_at=at(4))]
        first = stock("Symbol Change", ("ABC", "100"), ("XYZ", "100"), "1000")
        second = stock("Symbol Change", ("ABC", "50"), ("XYZ", "50"), "600", executed_at=at(10, 15, 0, 30))

        books = build_books([*rows, *first, *second])

        assert told(books.open_lots, "symbol", "quantity", "value") == [
            ("XYZ", 100, -1000),
            ("XYZ", 50, -600),
        ]

    def test_puts_a_lot_that_moved_in_two_steps_together_again(self) -> None:
        rows = [buy("100", "-1000"), *stock("Symbol Change", ("ABC", "60"), ("XYZ", "60"), "600")]
        rows += stock("Symbol Change", ("ABC", "40"), ("XYZ", "40"), "400", executed_at=at(11))

        books = build_books([*rows, sell("100", "1500", symbol="XYZ", underlying="XYZ", executed_at=at(12))])

        assert told(books.closings, "quantity", "gross") == [(100, 500)]

    def test_puts_older_lots_before_those_the_new_symbol_has_already(self) -> None:
        older = buy("10", "-100")
        younger = buy("10", "-300", symbol="XYZ", underlying="XYZ", executed_at=at(5))

        books = build_books([older, younger, *stock("Stock Merger", ("ABC", "10"), ("XYZ", "10"), "100")])

        assert told(books.open_lots, "opening_id") == [older.id, younger.id]

    def test_pairs_options_by_expiry_and_strike_when_costs_are_equal(self) -> None:
        rows = [short("1", "100", **put(40)), short("1", "100", **put(50))]
        for strike in (40, 50):
            rows.append(given(Action.BUY_TO_CLOSE, "Symbol Change", "1", "-100", **put(strike)))
            rows.append(given(Action.SELL_TO_OPEN, "Symbol Change", "1", "100", **put(strike, "XYZ")))

        books = {build_books(order) for order in itertools.permutations(rows)}

        assert len(books) == 1
        assert [(lot.symbol[12:], lot.opening_id) for lot in books.pop().open_lots] == [
            ("P00040000", rows[0].id),
            ("P00050000", rows[1].id),
        ]

    def test_keeps_calls_and_puts_and_expiries_apart(self) -> None:
        june = date(2025, 6, 20)
        rows = [short("1", "9", **put()), short("1", "9", **call()), short("1", "9", **put(expires_on=june))]
        for opened in tuple(rows):
            named = {name: getattr(opened, name) for name in ("strike", "right", "expires_on", "instrument_type")}
            new = {"symbol": f"XYZ   {(opened.symbol or '')[6:]}", "underlying": "XYZ"}
            old = {"symbol": opened.symbol, "underlying": "ABC"}
            rows.append(given(Action.BUY_TO_CLOSE, "Symbol Change", "1", "-9", **named, **old))
            rows.append(given(Action.SELL_TO_OPEN, "Symbol Change", "1", "9", **named, **new))

        books = build_books(rows)

        assert {lot.symbol[6:]: lot.opening_id for lot in books.open_lots} == {
            (opened.symbol or "")[6:]: opened.id for opened in rows[:3]
        }

    def test_counts_what_the_two_halves_leave_as_an_adjustment(self) -> None:
        halves = stock("Symbol Change", ("ABC", "10"), ("XYZ", "10"), "100", fees="-2.50")

        books = build_books([buy("10", "-100"), *halves])

        assert told(books.cash_events, "kind", "amount") == [("adjustments", -5)]


class TestTwoChangesOfOneMinute:
    @pytest.mark.parametrize("seconds", [0, 30])
    @pytest.mark.parametrize("numbered", [True, False])
    @pytest.mark.parametrize("path", list(itertools.permutations(["AAA", "BBB", "CCC"])))
    def test_lead_from_the_first_symbol_to_the_last(
        self, path: tuple[str, str, str], numbered: bool, seconds: int
    ) -> None:
        first, then, last = path
        rows = [
            buy("100", "-1000", symbol=first, underlying=first),
            *stock("Symbol Change", (first, "100"), (then, "100"), "1000"),
            *stock("Symbol Change", (then, "100"), (last, "100"), "1000", executed_at=at(10, 15, 0, seconds)),
        ]

        books = build_books([replace(row, sequence=place if numbered else 0) for place, row in enumerate(rows)])

        assert told(books.open_lots, "symbol", "quantity", "value", "opened_at") == [(last, 100, -1000, at(3))]
        assert books.attention == ()

    def test_lead_on_where_the_clock_shows_the_second_one_first(self) -> None:
        rows = [
            buy("100", "-1000", symbol="AAA", underlying="AAA"),
            *stock("Symbol Change", ("BBB", "100"), ("CCC", "100"), "1000", executed_at=at(10, 15, 0, 45)),
            *stock("Symbol Change", ("AAA", "100"), ("BBB", "100"), "1000", executed_at=at(10, 15, 1, 15)),
        ]

        books = build_books(rows)

        assert told(books.open_lots, "symbol", "value") == [("CCC", -1000)]
        assert books.attention == ()

    def test_leave_what_another_name_was_given_to(self) -> None:
        rows = [
            buy("100", "-1000", symbol="BBB", underlying="BBB"),
            buy("50", "-700", symbol="AAA", underlying="AAA"),
            *stock("Symbol Change", ("AAA", "50"), ("BBB", "50"), "700"),
            *stock("Symbol Change", ("BBB", "100"), ("CCC", "100"), "1000"),
        ]

        books = build_books(rows)

        assert told(books.open_lots, "symbol", "quantity", "value") == [("BBB", 50, -700), ("CCC", 100, -1000)]

    def test_of_one_cost_are_told_apart_by_their_quantity(self) -> None:
        rows = [
            buy("100", "-1000", symbol="AAA", underlying="AAA"),
            buy("50", "-1000", symbol="ZZZ", underlying="ZZZ"),
            *stock("Symbol Change", ("AAA", "100"), ("YYY", "100"), "1000"),
            *stock("Symbol Change", ("ZZZ", "50"), ("BBB", "50"), "1000"),
        ]
        rows = [replace(row, sequence=number) for row, number in zip(rows, (1, 2, 3, 6, 5, 4), strict=True)]

        books = build_books(rows)

        assert told(books.open_lots, "symbol", "opening_id") == [("BBB", rows[1].id), ("YYY", rows[0].id)]

    def test_of_number_only_are_each_its_own(self) -> None:
        rows = [
            buy("100", "-1000", symbol="AAA", underlying="AAA"),
            buy("100", "-1000", symbol="BBB", underlying="BBB"),
            *stock("Symbol Change", ("AAA", "100"), ("AAA", "100"), "1000"),
            *stock("Symbol Change", ("BBB", "100"), ("BBB", "100"), "1000"),
        ]

        books = build_books(rows)

        assert told(books.open_lots, "symbol", "opening_id") == [("AAA", rows[0].id), ("BBB", rows[1].id)]


class TestHalfACorporateAction:
    def test_leaves_the_lots_and_is_flagged(self) -> None:
        half = stock("Symbol Change", ("ABC", "100"), ("XYZ", "100"), "1000")[0]

        books = build_books([buy("100", "-1000"), half])

        assert told(books.open_lots, "symbol") == ["ABC"]
        assert told(books.attention, "code", "transaction_ids") == [("unpaired_corporate_action", (half.id,))]
        assert told(books.cash_events, "kind", "amount") == [("unclassified", 1000)]

    def test_is_what_two_halves_are_that_carry_different_costs(self) -> None:
        old, _ = stock("Stock Merger", ("ABC", "100"), ("XYZ", "100"), "1000")
        _, new = stock("Stock Merger", ("ABC", "100"), ("XYZ", "100"), "900")

        assert len(build_books([buy("100", "-1000"), old, new]).attention) == 2

    def test_is_what_two_halves_are_that_come_minutes_apart(self) -> None:
        old, new = stock("Symbol Change", ("ABC", "100"), ("XYZ", "100"), "1000")
        later = stock("Symbol Change", ("ABC", "100"), ("XYZ", "100"), "1000", executed_at=at(10, 15, 2))[1]

        assert build_books([buy("100", "-1000"), old, new]).attention == ()
        assert len(build_books([buy("100", "-1000"), old, later]).attention) == 2

    def test_is_what_a_removal_without_an_action_is(self) -> None:
        removed = [
            given(Action.SELL_TO_CLOSE, "Reverse Split Removal", "100", "0"),
            given(Action.SELL_TO_CLOSE, "Reverse Split", "100", "0", action=None),
        ]

        books = build_books([buy("100", "-1000"), *removed])

        assert told(books.open_lots, "quantity") == [100]
        assert told(books.attention, "code") == ["unpaired_corporate_action"] * 2


class TestACorporateActionOfTheOtherSide:
    def test_leaves_the_lots_and_says_what_does_not_fit(self) -> None:
        split = stock("Forward Split", ("ABC", "100"), ("ABC", "200"), "1000")

        books = build_books([short("100", "900"), *split])

        assert told(books.open_lots, "symbol", "quantity", "value") == [("ABC", -100, 900)]
        assert told(books.attention, "code", "transaction_ids") == [
            ("corporate_action_mismatch", tuple(half.id for half in split))
        ]
        assert books.attention[0].message == (
            "A Forward Split says that ABC is held on the other side than it is here: its lots were left as they are. "
            "Import the history from before."
        )
        assert books.attention[0].actions == ("import_more", "acknowledge")
        assert sum(event.amount for event in books.cash_events) == 0

    def test_is_one_that_gives_what_is_held_short_already(self) -> None:
        rows = [buy("10", "-100"), short("10", "90", symbol="XYZ", underlying="XYZ")]

        books = build_books([*rows, *stock("Stock Merger", ("ABC", "10"), ("XYZ", "10"), "100")])

        assert sorted(lot.quantity for lot in books.open_lots) == [-10, 10]
        assert {item.code for item in books.attention} == {"corporate_action_mismatch"}


class TestCorporateActionOfWhatWasOpenedBeforeTheFirstRow:
    def test_opens_the_missing_part_at_the_broker_s_cost_and_says_so(self) -> None:
        rows = [buy("25", "-300"), *stock("Reverse Split", ("ABC", "100"), ("ABC", "10"), "1000")]

        books = build_books(rows)

        assert told(books.open_lots, "quantity", "value", "basis_source") == [
            (Decimal("2.5"), -300, None),
            (Decimal("7.5"), -750, "carried_cost"),
        ]
        assert told(books.attention, "code") == ["basis:carried_cost", "unmatched_close"]


class TestAliasGroups:
    def test_link_underlyings_through_every_step(self) -> None:
        rows = [
            *stock("Symbol Change", ("AAA", "1"), ("BBB", "1"), "5"),
            *stock("Stock Merger", ("BBB", "1"), ("CCC", "1"), "5", executed_at=at(11)),
            *stock("Reverse Split", ("DDD", "8"), ("DDD", "1"), "5"),
            cover("1", "-1", **put(root="EEE")),
        ]

        assert alias_groups(rows) == (frozenset({"AAA", "BBB", "CCC"}),)
