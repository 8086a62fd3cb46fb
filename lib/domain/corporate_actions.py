"""Symbol changes, splits and mergers: which row gives a position away and which one takes it up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from lib.domain.money import ZERO
from lib.domain.transactions import InstrumentType, OptionRight, Transaction

WITHIN = timedelta(seconds=60)
AT_COST = Decimal("0.01")
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
    def rows(self) -> tuple[Transaction, ...]:
        """Every row of the event."""
        return self.old.rows + self.new.rows


def paired(rows: Sequence[Transaction]) -> Iterator[CorporateAction]:
    """
    Pair what is given away with what is taken up within a minute, at the same cost; `rows` come in ledger order.

    Where several fit, the same expiry, the same strike value and the same underlying decide, then the time between.
    Legs without a partner are in no pair.
    """
    old_by_kind: dict[Kind, list[Leg]] = defaultdict(list)
    new_by_kind: dict[Kind, list[Leg]] = defaultdict(list)
    for leg in legs(rows):
        by_kind = new_by_kind if leg.first.action and leg.first.action.opens else old_by_kind
        by_kind[leg.kind].append(leg)
    for kind, old_legs in old_by_kind.items():
        fits = [(old, new) for old in old_legs for new in new_by_kind[kind] if fit(old, new)]
        used: set[str] = set()
        for old, new in sorted(fits, key=lambda pair: unlikeness(*pair)):
            if used.isdisjoint({old.first.id, new.first.id}):
                used |= {old.first.id, new.first.id}
                yield CorporateAction(old, new)


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
        old.first.executed_at,
        old.first.symbol or "",
        new.first.symbol or "",
    )


def strike_value(leg: Leg) -> Decimal:
    """Return quantity times strike, which a split leaves as it is."""
    return leg.quantity * (leg.first.strike or ZERO)
