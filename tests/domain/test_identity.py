"""A row is recognised again in another export, with more or less detail."""

from dataclasses import dataclass, replace

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


def stored(row: Transaction, nth: int = 0) -> Stored:
    return Stored(f"{row.id}/{nth}", identity_of(row), nth, row.sub_type, row.action)


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
        first = match_rows(rows[:2], [])

        again = match_rows(rows, [stored(rows[0], 0), stored(rows[1], 1)])

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
            assert match_rows([row], [stored(known)])[0].known_id == stored(known).id

    def test_keeps_rows_apart_that_contradict_each_other(self) -> None:
        deposit = cash("Deposit", "10", "ABC")
        dividend = cash("Dividend", "10", "ABC")

        assert match_rows([dividend], [stored(deposit)]) == (
            Match(identity=identity_of(dividend), nth=1, known_id=None),
        )

    def test_takes_the_equal_row_before_the_one_that_merely_agrees(self) -> None:
        nameless, named = cash(None, "10"), cash("Deposit", "10")

        matches = match_rows([nameless, named], [stored(named, 0), stored(nameless, 1)])

        assert [match.nth for match in matches] == [1, 0]

    def test_does_not_depend_on_the_order_of_the_file(self) -> None:
        rows = [cash("Deposit", "10"), cash("Dividend", "10")]

        assert [match.nth for match in match_rows(rows, [])] == [0, 1]
        assert [match.nth for match in match_rows(rows[::-1], [])] == [1, 0]
