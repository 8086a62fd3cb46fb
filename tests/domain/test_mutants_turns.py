"""What a row leaves of what is held, or that it is not its turn; and whose view the books are."""

from decimal import Decimal

import pytest

from lib.domain.ledger import Rules, build_books
from lib.domain.movements import Movement
from lib.domain.turns import Turn, held_after
from lib.domain.views import View
from tests.domain.rows import row

REMOVAL, OPEN, CLOSE, EITHER = Movement.REMOVAL, Movement.OPEN, Movement.CLOSE, Movement.EITHER


def turn(movement: Movement, effect: int, *, settles: bool = False) -> Turn:
    """Return what a row does to what is held."""
    return Turn(movement, Decimal(effect), settles, (movement, row()))


class TestWhatIsHeldAfter:
    @pytest.mark.parametrize("is_strict", [True, False])
    @pytest.mark.parametrize(
        ("movement", "held", "effect", "after"),
        [
            (REMOVAL, 2, 2, 0),
            (REMOVAL, -2, 2, 0),
            (REMOVAL, 3, 2, 1),
            (REMOVAL, -3, 2, -1),
            (REMOVAL, 1, 2, None),
            (REMOVAL, 0, 0, 0),
            (OPEN, 0, 1, 1),
            (OPEN, 2, 1, 3),
            (OPEN, -2, -1, -3),
            (OPEN, -1, 1, None),
            (CLOSE, 1, -1, 0),
            (CLOSE, -3, 1, -2),
            (CLOSE, 1, -2, None),
            (CLOSE, 0, -1, None),
            (CLOSE, -1, -1, None),
        ],
    )
    def test_a_row_that_says_what_it_does(
        self, movement: Movement, held: int, effect: int, after: int | None, is_strict: bool
    ) -> None:
        assert held_after(Decimal(held), turn(movement, effect), is_strict=is_strict) == after

    @pytest.mark.parametrize(
        ("held", "effect", "settles", "strictly", "else_"),
        [
            (0, 1, False, 1, 1),
            (1, 1, False, 2, 2),
            (1, -1, False, None, 0),  # may close at its cost, but opens where something else closes
            (-1, 2, False, None, 1),
            (1, -1, True, 0, 0),
            (2, -1, True, 1, 1),
            (1, -2, True, None, -1),  # closes a part, and opens the rest
            (0, -1, True, None, None),
            (-1, -1, True, None, None),
        ],
    )
    def test_a_bare_fill(self, held: int, effect: int, settles: bool, strictly: int | None, else_: int | None) -> None:
        fill = turn(EITHER, effect, settles=settles)

        assert held_after(Decimal(held), fill, is_strict=True) == strictly
        assert held_after(Decimal(held), fill, is_strict=False) == else_


class TestTheBooks:
    @pytest.mark.parametrize("view", list(View))
    def test_say_whose_view_they_are(self, view: View) -> None:
        assert build_books([], Rules(view=view)).view is view
