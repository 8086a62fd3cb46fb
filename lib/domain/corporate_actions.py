"""Symbol changes, splits and mergers: which row gives a position away and which one takes it up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from lib.domain.money import ZERO
from lib.domain.movements import UNPAIRED_REMOVALS
from lib.domain.transactions import InstrumentType, OptionRight, Transaction

WITHIN = timedelta(seconds=60)
HELD = timedelta(days=10)  # how long a removal waits for what is given for it
REMOVED = " Removal"
AT_COST = Decimal("0.01")
SEVERAL = 2
Kind = tuple[str | None, InstrumentType | None, OptionRight | None, bool]


@dataclass(frozen=True, slots=True)
class Leg:
    """All rows of one event that give one symbol away, or take one up; the broker writes one per position or lot."""

    rows: tuple[Transaction, ...]

    @property
    def first(self) -> Transaction:
        """The row that stands for the leg."""
        return self.rows[0]

    @property
    def quantity(self) -> Decimal:
        """Shares or contracts, unsigned."""
        return sum((row.quantity for row in self.rows), ZERO)

    @property
    def value(self) -> Decimal:
        """The carried cost as the broker writes it: cash in or out that nets to nothing over both legs."""
        return sum((row.value for row in self.rows), ZERO)

    @property
    def kind(self) -> Kind:
        """What both legs of an event have in common: the event, the instrument, the right, and long or short."""
        is_long = self.first.action is not None and self.first.action.is_buy == self.first.action.opens
        return self.first.sub_type, self.first.instrument_type, self.first.right, is_long


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
        by_kind = new_by_kind if leg.first.action and leg.first.action.opens else old_by_kind
        by_kind[leg.kind].append(leg)
    for kind, old_legs in old_by_kind.items():
        fits = [(old, new) for old in old_legs for new in new_by_kind[kind] if fit(old, new)]
        used: set[str] = set()
        for old, new in likeliest_first(fits):
            if used.isdisjoint({old.first.id, new.first.id}):
                used |= {old.first.id, new.first.id}
                yield CorporateAction(old, new)


def likeliest_first(fits: Sequence[tuple[Leg, Leg]]) -> list[tuple[Leg, Leg]]:
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

    choices = Counter(leg.first.id for pair in fits if not is_passed_through(*pair) for leg in pair)

    def order(pair: tuple[Leg, Leg]) -> tuple[object, ...]:
        fewest = min(choices[leg.first.id] for leg in pair)
        return is_passed_through(*pair), *unlikeness(*pair), fewest, *names(*pair)

    return sorted(fits, key=order)


def held(rows: Sequence[Transaction]) -> Iterator[CorporateAction]:
    """Pair removals with the nearest later half of the same event and instrument; one event moves one position."""
    left = legs(rows)
    news = [leg for leg in left if leg.first.action and leg.first.action.opens]
    for old in (leg for leg in left if leg.first.sub_type in UNPAIRED_REMOVALS and leg.quantity):
        fits = [new for new in news if follows(old, new)]
        if fits:
            new = min(fits, key=lambda new: (*unlikeness(old, new), *names(old, new)))
            news.remove(new)
            yield CorporateAction(old, new)


def follows(old: Leg, new: Leg) -> bool:
    """Whether `new` can be what a removal is exchanged for: in time, of its kind, and at no other cost."""
    if (old.first.sub_type or "").removesuffix(REMOVED) != new.first.sub_type:
        return False
    same = (old.first.instrument_type, old.first.right) == (new.first.instrument_type, new.first.right)
    apart = new.first.executed_at - old.first.executed_at
    if old.first.action is not None and old.first.is_purchase == new.first.is_purchase:
        return False
    at_cost = not (old.value and new.value) or abs(old.value + new.value) < AT_COST
    return same and -WITHIN <= apart <= HELD and at_cost and bool(new.quantity)


def legs(rows: Iterable[Transaction]) -> list[Leg]:
    """Gather the rows of one symbol, side and minute."""
    gathered: dict[tuple[str | None, ...], list[list[Transaction]]] = defaultdict(list)
    for row in rows:
        groups = gathered[row.sub_type, row.symbol, row.action]
        if groups and row.executed_at - groups[-1][0].executed_at <= WITHIN:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [Leg(tuple(group)) for groups in gathered.values() for group in groups]


def fit(old: Leg, new: Leg) -> bool:
    """Whether the two are close in time and carry the same cost."""
    apart = abs(old.first.executed_at - new.first.executed_at)
    return apart <= WITHIN and abs(old.value + new.value) < AT_COST and bool(old.quantity) and bool(new.quantity)


def unlikeness(old: Leg, new: Leg) -> tuple[object, ...]:
    """Return what to sort candidates by, the likeliest first."""
    return (
        old.first.expires_on != new.first.expires_on,
        strike_value(old) != strike_value(new),
        old.first.underlying != new.first.underlying,
        abs(old.first.executed_at - new.first.executed_at),
        old.quantity != new.quantity,
        abs(old.first.sequence - new.first.sequence),
    )


def names(old: Leg, new: Leg) -> tuple[object, ...]:
    """Return what candidates that are as likely are ordered by."""
    return old.first.executed_at, old.first.symbol or "", new.first.symbol or ""


def meets(given: Leg, taken: Leg) -> bool:
    """Whether what one event gives out has the symbol that another event takes up within the minute."""
    apart = abs(given.first.executed_at - taken.first.executed_at)
    return given.first.symbol == taken.first.symbol and apart <= WITHIN


def strike_value(leg: Leg) -> Decimal:
    """Return quantity times strike, which a split leaves as it is."""
    return leg.quantity * (leg.first.strike or ZERO)
