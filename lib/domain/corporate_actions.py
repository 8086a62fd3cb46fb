"""Symbol changes, splits and mergers: which row gives a position away and which one takes it up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from lib.domain.corporate_candidates import Pair, candidates
from lib.domain.corporate_legs import Kind, Leg, legs, minute_of, names, unlikeness
from lib.domain.corporate_replacements import Replacements
from lib.domain.movements import UNPAIRED_REMOVALS
from lib.domain.transactions import Transaction

SEVERAL = 2
Place = tuple[str | None, int]  # a symbol, and a minute


@dataclass(frozen=True, slots=True)
class CorporateAction:
    """Lots of `old` go on as lots of `new`, at the same cost and with their original dates."""

    old: Leg
    new: Leg

    @property
    def is_short(self) -> bool:
        """Whether the position is short: what is taken up is sold then."""
        return not self.new.first.is_purchase

    @property
    def rows(self) -> tuple[Transaction, ...]:
        """Every row of the event."""
        return self.old.rows + self.new.rows


def paired(rows: Sequence[Transaction]) -> Iterator[CorporateAction]:
    """
    Pair what is given away with what is taken up within a minute, at the same cost; `rows` come in ledger order.

    Where several fit, the same expiry, the same strike value and the same underlying decide, then the time between, the
    same quantity, the broker's numbering, and how many others fit. A symbol that is only passed through, as B is in A
    to B to C, is not its own other half.
    Legs without a partner are in no pair.

    A removal (Reverse Split Removal, Stock Merger Removal) waits up to ten days for its other half.
    """
    used: set[str] = set()
    for action in at_once([row for row in rows if row.sub_type not in UNPAIRED_REMOVALS]):
        used |= {row.id for row in action.rows}
        yield action
    if len(used) < len(rows):
        yield from held([row for row in rows if row.id not in used])


def at_once(rows: Sequence[Transaction]) -> Iterator[CorporateAction]:
    """Pair the halves that come within a minute."""
    old_by_kind: dict[Kind, list[Leg]] = defaultdict(list)
    new_by_kind: dict[Kind, list[Leg]] = defaultdict(list)
    for leg in legs(rows):
        by_kind = new_by_kind if leg.opens else old_by_kind
        by_kind[leg.kind].append(leg)
    for kind, olds in old_by_kind.items():
        yield from matched(olds, new_by_kind[kind])


def matched(olds: Sequence[Leg], news: Sequence[Leg]) -> Iterator[CorporateAction]:
    """Pair halves of one kind, the likeliest first, until none is left that fits another."""
    while True:
        fits, are_all = candidates(olds, news)
        if not fits:
            return
        used: set[str] = set()
        for old, new in likeliest_first(fits, are_all=are_all):
            if used.isdisjoint({old.first.id, new.first.id}):
                used |= {old.first.id, new.first.id}
                yield CorporateAction(old, new)
        olds, news = ([leg for leg in half if leg.first.id not in used] for half in (olds, news))


def likeliest_first(fits: Sequence[Pair], *, are_all: bool) -> list[Pair]:
    """Order candidates; those that put a symbol between two others with itself come last."""
    if len(fits) < SEVERAL:
        return list(fits)
    only_given = {old.first.symbol for old, _ in fits} - {new.first.symbol for _, new in fits}
    only_taken = {new.first.symbol for _, new in fits} - {old.first.symbol for old, _ in fits}
    between = {new.first.symbol for old, new in fits if old.first.symbol in only_given}
    between &= {old.first.symbol for old, new in fits if new.first.symbol in only_taken}

    def is_passed_through(old: Leg, new: Leg) -> bool:
        same = (old.first.symbol, old.quantity) == (new.first.symbol, new.quantity)
        return same and old.first.symbol in between

    choices: Counter[str] = Counter()
    if are_all:  # else how many others fit is not known
        choices.update(leg.first.id for pair in fits if not is_passed_through(*pair) for leg in pair)

    def order(pair: Pair) -> tuple[object, ...]:
        fewest = min(choices[leg.first.id] for leg in pair)
        return is_passed_through(*pair), *unlikeness(*pair), fewest, *names(*pair)

    return sorted(fits, key=order)


def held(rows: Sequence[Transaction]) -> Iterator[CorporateAction]:
    """Pair removals with the nearest later half of the same event and instrument; one event moves one position."""
    left = legs(rows)
    replacements = Replacements(leg for leg in left if leg.opens and leg.first.sub_type not in UNPAIRED_REMOVALS)
    for old in left:
        if old.first.sub_type in UNPAIRED_REMOVALS and old.quantity and (new := replacements.take(old)):
            yield CorporateAction(old, new)


class Neighbours:
    """Which events of a minute give one another what they take up."""

    def __init__(self, actions: Iterable[CorporateAction]) -> None:
        """Know every event, in the order of its rows."""
        self._by_old: dict[Place, list[tuple[int, CorporateAction]]] = defaultdict(list)
        self._by_new: dict[Place, list[tuple[int, CorporateAction]]] = defaultdict(list)
        for number, action in enumerate(actions):
            self._by_old[action.old.first.symbol, minute_of(action.old)].append((number, action))
            self._by_new[action.new.first.symbol, minute_of(action.new)].append((number, action))

    def of(self, action: CorporateAction) -> list[CorporateAction]:
        """Return the events that give out what one takes up, or take up what it gives out, in their order."""
        found = (*self._at(self._by_new, action.old), *self._at(self._by_old, action.new))
        return [other for _, other in sorted(found, key=itemgetter(0))]

    @staticmethod
    def _at(
        events: Mapping[Place, list[tuple[int, CorporateAction]]], leg: Leg
    ) -> Iterator[tuple[int, CorporateAction]]:
        for near in (-1, 0, 1):
            yield from events.get((leg.first.symbol, minute_of(leg) + near), ())
