"""In which order rows of one symbol and one moment are booked: so that each finds what it needs, by plain counting."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from lib.domain.futures import settles_cash
from lib.domain.links import Step
from lib.domain.movements import Movement

WAITS = (Movement.CLOSE, Movement.OPEN, Movement.EITHER, Movement.REMOVAL)  # in the order of what finds nothing
TRIES = 50  # how many ways are looked at for every row
Kind = tuple[Movement, Decimal, bool]
Path = tuple["Path", int] | None


class Turn(NamedTuple):
    """
    What a row does to the quantity that is held.

    `effect` is signed; a removal's is unsigned, it ends either side. `settles`: a bare fill that brings the cash of a
    future it closes.
    """

    movement: Movement
    effect: Decimal
    settles: bool
    step: Step

    @property
    def kind(self) -> Kind:
        """What rows have in common that are alike to counting."""
        return self.movement, self.effect, self.settles


def in_turn(held: Decimal, steps: Sequence[Step], removals_left: Mapping[str, Decimal]) -> Sequence[Step]:
    """
    Return rows of one symbol and moment, which come in ledger order, in the order in which they are booked.

    `held` (+ long, - short) is what there is before. The broker's own order stands when each row finds what it needs
    in it; else what finds its lots goes first; else an order is looked for in which each row is ready. Where there is
    none, what finds nothing comes last, as does what has no quantity.
    """
    if is_simple(held, steps):
        return steps
    turns = [turn_of(step, removals_left) for step in steps]
    counted = [turn for turn in turns if turn.effect or turn.step[1].id in removals_left]
    order = in_own_order(held, counted)
    if order is None:
        ready = what_is_ready(held, counted)
        order = ready if len(ready) == len(counted) else searched(held, counted) or ready
    booked = {turn.step[1].id for turn in order}
    left = [step for step in steps if step[1].id not in booked]
    return [turn.step for turn in order] + sorted(left, key=lambda step: WAITS.index(step[0]))


def is_simple(held: Decimal, steps: Sequence[Step]) -> bool:
    """Whether all rows do the same, and there is enough for all of them: they stay in the ledger's order."""
    movement, first = steps[0]
    if any(other is not movement or row.action is not first.action for other, row in steps):
        return False
    is_against = bool(held) and held.is_signed() == first.is_purchase
    if movement is Movement.OPEN:
        return not is_against
    return movement is Movement.CLOSE and is_against and sum(row.quantity for _, row in steps) <= abs(held)


def turn_of(step: Step, removals_left: Mapping[str, Decimal]) -> Turn:
    """Say what a row does to what is held."""
    movement, row = step
    if movement is Movement.REMOVAL:
        return Turn(movement, removals_left.get(row.id, row.quantity), settles=False, step=step)
    settles = movement is Movement.EITHER and settles_cash(row)
    return Turn(movement, row.quantity if row.is_purchase else -row.quantity, settles, step)


def held_after(held: Decimal, turn: Turn, *, is_strict: bool) -> Decimal | None:
    """
    Return what is held after a row; None where it does not find what it needs.

    It needs all that it closes, or nothing that it would open against. A bare fill may close a part, or settle
    nothing where it closes at its cost, unless one is strict.
    """
    effect = turn.effect
    if turn.movement is Movement.REMOVAL:
        return held - effect.copy_sign(held) if abs(held) >= effect else None
    is_against = held * effect < 0
    if turn.movement is Movement.OPEN:
        is_ready = not is_against
    elif turn.movement is Movement.EITHER and not is_strict:
        is_ready = is_against or not turn.settles
    elif turn.movement is Movement.EITHER and not turn.settles:
        is_ready = not is_against
    else:
        is_ready = is_against and abs(held) >= abs(effect)
    return held + effect if is_ready else None


def in_own_order(held: Decimal, turns: Sequence[Turn]) -> list[Turn] | None:
    """Return the rows by the broker's own numbers, None where there are none or a row is not ready in its turn."""
    numbers = {turn.step[1].sequence for turn in turns}
    if len(numbers) < len(turns) or 0 in numbers:
        return None
    order = sorted(turns, key=lambda turn: turn.step[1].sequence)
    for turn in order:
        after = held_after(held, turn, is_strict=False)
        if after is None:
            return None
        held = after
    return order


def what_is_ready(held: Decimal, turns: Sequence[Turn]) -> list[Turn]:
    """
    Return the rows that find what they need, in the order in which they find it.

    Rows that open wait for those that end a position on the other side, and rows that end one wait for those that
    open it; what nobody ends is opened when nothing else moves.
    """
    ready: list[Turn] = []
    waiting = list(turns)
    while waiting:
        wanted = sides_ended(waiting)
        after, moved = swept(held, [turn for turn in waiting if is_wanted(turn, wanted)])
        if not moved:
            after, moved = swept(held, waiting)
        if not moved:
            break
        done = {turn.step[1].id for turn in moved}
        held, waiting = after, [turn for turn in waiting if turn.step[1].id not in done]
        ready += moved
    return ready


def swept(held: Decimal, turns: Iterable[Turn]) -> tuple[Decimal, list[Turn]]:
    """Go through rows once; return what is held then, and the rows that were ready."""
    moved: list[Turn] = []
    for turn in turns:
        after = held_after(held, turn, is_strict=True)
        if after is not None:
            held = after
            moved.append(turn)
    return held, moved


def sides_ended(turns: Iterable[Turn]) -> set[bool]:
    """Return whether long (True) or short positions are ended: a sale ends a long one, a removal either."""
    sides: set[bool] = set()
    for turn in turns:
        if turn.movement is Movement.CLOSE:
            sides.add(turn.effect < 0)
        elif turn.movement is Movement.REMOVAL:
            sides |= {True, False}
    return sides


def is_wanted(turn: Turn, sides: set[bool]) -> bool:
    """Whether a row ends something, or opens what another row ends."""
    return turn.movement is not Movement.OPEN or (turn.effect > 0) in sides


def searched(held: Decimal, turns: Sequence[Turn]) -> list[Turn] | None:
    """
    Return the rows in an order in which each is ready, None where none is found.

    Rows that are alike are tried once; so few ways are looked at for each row that a long moment takes no longer.
    """
    alike: dict[Kind, deque[Turn]] = defaultdict(deque)
    for turn in turns:
        alike[turn.kind].append(turn)
    kinds = list(alike.values())
    ways: list[tuple[Decimal, tuple[int, ...], Path]] = [(held, tuple(map(len, kinds)), None)]
    seen: set[tuple[Decimal, tuple[int, ...]]] = set()
    for _ in range(TRIES * len(turns)):
        if not ways:
            return None
        held, left, path = ways.pop()
        if not any(left):
            return [kinds[place].popleft() for place in walked(path)]
        for place in reversed(range(len(kinds))):
            after = held_after(held, kinds[place][0], is_strict=False) if left[place] else None
            if after is not None:
                way = after, (*left[:place], left[place] - 1, *left[place + 1 :])
                if way not in seen:
                    seen.add(way)
                    ways.append((*way, (path, place)))
    return None


def walked(path: Path) -> list[int]:
    """Return a path from its first step on."""
    places: list[int] = []
    while path is not None:
        path, place = path
        places.append(place)
    return places[::-1]
