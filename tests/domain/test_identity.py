"""A row is recognised again in another export, with more or less detail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from lib.domain.identity import Match, identity_of, match_rows
from lib.domain.transactions import Action, Transaction
from tests.domain.rows import at, buy, cash, put, removal, short


@dataclass
class Stored:
    id: str
    identity: str
    nth: int
    sub_type: str | None
    action: str | None
    executed_at: datetime
    net_value: Decimal
    order_id: str | None
    is_to_the_second: bool = True


def stored(row: Transaction, nth: int = 0, *, to_the_second: bool = True) -> Stored:
    told = (row.sub_type, row.action, row.executed_at, row.net_value, row.order_id, to_the_second)
    return Stored(f"{row.id}/{nth}", identity_of(row), nth, *told)


def match(incoming: Sequence[Transaction], known: Sequence[Stored]) -> tuple[Match, ...]:
    return match_rows(incoming, known, to_the_second=True)


class TestIdentity:
    def test_is_the_same_without_seconds_and_with_the_plain_root(self) -> None:
        told = short("6", "648.00", **put(35, "USO1"), executed_at=at(3, 15, 30, 30))
        plain = short("6", "648", **put(35, "USO"), executed_at=at(3, 15, 30))

        assert identity_of(told) == identity_of(plain)

    def test_differs_in_everything_a_row_says(self) -> None:
        plain = short("1", "50", **put())
        others = [
            short("2", "50", **put()),
            short("1", "50.01", **put()),
            short("1", "50", **put(51)),
            short("1", "50", **put(), executed_at=at(3, 15, 1)),
            short("1", "50", **put(), type="Receive Deliver"),
            short("1", "50"),
        ]

        assert len({identity_of(row) for row in [plain, *others]}) == 7


class TestMatching:
    def test_counts_identical_rows(self) -> None:
        rows = [buy("5", "-24.05") for _ in range(3)]
        first = match(rows[:2], [])

        again = match(rows, [stored(rows[0], 0), stored(rows[1], 1)])

        assert [match.nth for match in first] == [0, 1]
        assert [(match.nth, match.known_id) for match in again] == [
            (0, f"{rows[0].id}/0"),
            (1, f"{rows[1].id}/1"),
            (2, None),
        ]

    def test_accepts_what_one_of_the_two_does_not_say(self) -> None:
        poor = removal("Expiration", "1", **put())
        rich = replace(poor, action=Action.BUY_TO_CLOSE)
        nameless = replace(poor, sub_type=None)

        for row, known in ((rich, poor), (poor, rich), (poor, nameless), (nameless, rich)):
            assert match([row], [stored(known)])[0].known_id == stored(known).id

    def test_keeps_rows_apart_that_contradict_each_other(self) -> None:
        deposit = cash("Deposit", "10", "ABC")
        dividend = cash("Dividend", "10", "ABC")

        assert match([dividend], [stored(deposit)]) == (Match(identity=identity_of(dividend), nth=1, known_id=None),)

    def test_takes_the_equal_row_before_the_one_that_merely_agrees(self) -> None:
        nameless, named = cash(None, "10"), cash("Deposit", "10")

        matches = match([nameless, named], [stored(named, 0), stored(nameless, 1)])

        assert [match.nth for match in matches] == [1, 0]

    def test_does_not_depend_on_the_order_of_the_file(self) -> None:
        rows = [cash("Deposit", "10"), cash("Dividend", "10")]

        assert [match.nth for match in match(rows, [])] == [0, 1]
        assert [match.nth for match in match(rows[::-1], [])] == [1, 0]

    def test_does_not_depend_on_it_where_rows_differ_in_their_charges_only(self) -> None:
        rows = [short("0.5", "0.50", fees="-0.001", order_id="6"), short("0.5", "0.50", order_id="6")]

        assert [match.nth for match in match(rows, [])] == [0, 1]
        assert [match.nth for match in match(rows[::-1], [])] == [1, 0]


class TestACutBetweenFills:
    """An export may begin or end between two fills of one minute that are alike but for second and charges."""

    early = replace(short("1", "100.00", executed_at=at(3, 15, 30, 40)), id="early")
    late = replace(early, id="late", executed_at=at(3, 15, 30, 41))

    def test_leaves_the_fill_that_is_stored_where_it_is_and_adds_the_other(self) -> None:
        known = stored(self.late)

        matches = match([self.early, self.late], [known])

        assert [one.known_id for one in matches] == [None, known.id]
        assert [one.nth for one in matches] == [1, 0]

    def test_does_not_take_another_fill_of_the_minute_for_one_that_is_missing(self) -> None:
        assert match([self.early], [stored(self.late)])[0].known_id is None

    def test_tells_fills_of_one_second_apart_by_their_cash(self) -> None:
        dearer = replace(self.early, id="dearer", net_value=self.early.net_value - 9)

        assert match([self.early], [stored(dearer)])[0].known_id is None

    def test_forgives_a_cent_of_rounding(self) -> None:
        rounded = stored(replace(self.early, net_value=self.early.net_value + Decimal("0.01")))

        assert match([self.early], [rounded])[0].known_id == rounded.id

    def test_is_no_matter_where_a_layout_tells_minutes_only(self) -> None:
        rounded = stored(replace(self.early, executed_at=at(3, 15, 30)), to_the_second=False)

        assert match([self.late], [rounded])[0].known_id == rounded.id

    def test_takes_the_row_of_the_same_cash_first_where_seconds_are_missing(self) -> None:
        dearer = stored(replace(self.early, net_value=self.early.net_value - 9), 0, to_the_second=False)
        same = stored(self.early, 1, to_the_second=False)

        assert match([self.late], [dearer, same])[0].known_id == same.id

    def test_keeps_rows_of_different_orders_apart(self) -> None:
        mine, theirs = replace(self.early, order_id="1"), replace(self.early, order_id="2")

        assert match([mine], [stored(theirs)])[0].known_id is None
