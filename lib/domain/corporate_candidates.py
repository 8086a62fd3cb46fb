"""Which halves of corporate actions are compared with which, so that a long minute takes no longer per row."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from itertools import product

from lib.domain.corporate_legs import AT_COST, Leg, fit, minute_of

FEW = 64  # halves of one minute and cost up to which each is compared with each
NEAR = 8  # else these many on either side, by the broker's numbering
Place = tuple[int, Decimal]  # the minute, and the cost in cents
Pair = tuple[Leg, Leg]
# What halves of one event are most likely alike in, when there are too many to compare each with each.
ALIKE: tuple[Callable[[Leg], Hashable], ...] = (
    lambda leg: (leg.first.expires_on, leg.strike_value, leg.first.underlying),
    lambda leg: (leg.first.expires_on, leg.strike_value, leg.quantity, leg.first.executed_at),
    lambda leg: (leg.first.expires_on, leg.strike_value),
    lambda _: (),
)


def candidates(olds: Iterable[Leg], news: Iterable[Leg]) -> tuple[list[Pair], bool]:
    """
    Return pairs that are close in time and carry the same cost, and whether these are all there are.

    Where more than `FEW` come in one minute at one cost, it is each with the nearest ones of those that are most like
    it. There are none only where none fits.
    """
    given = by_place(olds, Decimal(-1))
    taken = by_place(news, Decimal(1))
    places = [
        (there, taken[minute + before, cents + lower])
        for (minute, cents), there in given.items()
        for before, lower in product((-1, 0, 1), repeat=2)
        if (minute + before, cents + lower) in taken
    ]
    pairs = [(old, new) for there, others in places for old, new in compared(there, others) if fit(old, new)]
    return pairs, all(are_few(*place) for place in places)


def by_place(legs: Iterable[Leg], sign: Decimal) -> Mapping[Place, list[Leg]]:
    """Gather legs by minute and cost: those that fit are in the same place or the next one."""
    places: dict[Place, list[Leg]] = defaultdict(list)
    for leg in legs:
        cents = (leg.value * sign / AT_COST).to_integral_value(ROUND_FLOOR)
        places[minute_of(leg), cents].append(leg)
    return places


def compared(olds: Sequence[Leg], news: Sequence[Leg]) -> Iterable[Pair]:
    """Return each with each where they are few, else those that are most alike."""
    if are_few(olds, news):
        return product(olds, news)
    return dict.fromkeys((*ends(olds, news), *(pair for alike in ALIKE for pair in nearest(olds, news, alike))))


def are_few(olds: Sequence[Leg], news: Sequence[Leg]) -> bool:
    """Whether each can be compared with each."""
    return len(olds) <= FEW or len(news) <= FEW


def ends(olds: Sequence[Leg], news: Sequence[Leg]) -> Iterator[Pair]:
    """Yield what tells which symbols are only passed through: one that is only given, one only taken, with all."""
    given, taken = ({leg.first.symbol for leg in legs} for legs in (olds, news))
    for old in [leg for leg in olds if leg.first.symbol not in taken][:1]:
        yield from ((old, new) for new in news)
    for new in [leg for leg in news if leg.first.symbol not in given][:1]:
        yield from ((old, new) for old in olds)


def nearest(olds: Iterable[Leg], news: Iterable[Leg], alike: Callable[[Leg], Hashable]) -> Iterator[Pair]:
    """Yield each with those of its like whose turn by the broker's numbering is about its own."""
    given, taken = by_likeness(olds, alike), by_likeness(news, alike)
    for key, there in given.items():
        fits = taken.get(key, [])
        for turn, old in enumerate(there):
            middle = turn * len(fits) // len(there)
            for new in fits[max(middle - NEAR, 0) : middle + NEAR + 1]:
                yield old, new


def by_likeness(legs: Iterable[Leg], alike: Callable[[Leg], Hashable]) -> Mapping[Hashable, list[Leg]]:
    """Gather legs that are alike, in the order of the broker's numbering."""
    gathered: dict[Hashable, list[Leg]] = defaultdict(list)
    for leg in sorted(legs, key=numbered):
        gathered[alike(leg)].append(leg)
    return gathered


def numbered(leg: Leg) -> tuple[int, datetime, str]:
    """Return what the legs of one minute are ordered by."""
    return leg.first.sequence, leg.first.executed_at, leg.first.symbol or ""
