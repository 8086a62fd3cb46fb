"""What is given, days later, for a position that was removed."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime, timedelta

from lib.domain.corporate_candidates import ALIKE, FEW
from lib.domain.corporate_legs import AT_COST, WITHIN, Leg, names, unlikeness

HELD = timedelta(days=10)  # how long a removal waits for what is given for it
REMOVED = " Removal"


class Replacements:
    """The halves that take a position up; each is given for one removal only."""

    def __init__(self, news: Iterable[Leg]) -> None:
        """Start with all of them."""
        self._by_likeness: dict[Hashable, list[Leg]] = defaultdict(list)
        for new in sorted(news, key=taken_at):
            for alike in ALIKE:
                self._by_likeness[event_of(new), alike, alike(new)].append(new)

    def take(self, old: Leg) -> Leg | None:
        """Return what was given for a removal, the nearest of what is most like it, and leave it to no other."""
        for alike in ALIKE:
            fits = self._following(old, self._by_likeness.get((event_of(old), alike, alike(old)), []))
            if fits:
                new = min(fits, key=lambda new: (*unlikeness(old, new), *names(old, new)))
                for name in ALIKE:
                    self._by_likeness[event_of(new), name, name(new)].remove(new)
                return new
        return None

    @staticmethod
    def _following(old: Leg, news: Sequence[Leg]) -> list[Leg]:
        """Return what can follow a removal, in order of time; of many the first few that do."""
        at = old.first.executed_at
        window = news[bisect_left(news, at - WITHIN, key=taken_at) : bisect_right(news, at + HELD, key=taken_at)]
        found: list[Leg] = []
        for new in window:
            if follows(old, new):
                found.append(new)
                if len(found) == FEW:
                    break
        return found


def taken_at(leg: Leg) -> datetime:
    """Return when a position was taken up."""
    return leg.first.executed_at


def event_of(leg: Leg) -> Hashable:
    """Return what a removal has in common with what is given for it: the event, the instrument and the right."""
    first = leg.first
    return (first.sub_type or "").removesuffix(REMOVED), first.instrument_type, first.right


def follows(old: Leg, new: Leg) -> bool:
    """Whether `new` can be what a removal is exchanged for: on the same side, and at no other cost."""
    if old.first.action is not None and old.first.is_purchase == new.first.is_purchase:
        return False
    at_cost = not (old.value and new.value) or abs(old.value + new.value) < AT_COST
    return at_cost and bool(new.quantity)
