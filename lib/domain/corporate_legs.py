"""The halves of symbol changes, splits and mergers: what gives a position away, and what takes one up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from lib.domain.money import ZERO
from lib.domain.transactions import InstrumentType, OptionRight, Transaction

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WITHIN = timedelta(seconds=60)
AT_COST = Decimal("0.01")
Kind = tuple[str | None, InstrumentType | None, OptionRight | None, bool]


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """
    All rows of one event that give one symbol away, or take one up; the broker writes one per position or lot.

    `quantity` is unsigned, in shares or contracts; `value` is the carried cost as the broker writes it: cash in or out
    that nets to nothing over both legs.
    """

    rows: tuple[Transaction, ...]
    quantity: Decimal
    value: Decimal

    @classmethod
    def of(cls, rows: Iterable[Transaction]) -> "Leg":
        """Add up the rows of a leg."""
        rows = tuple(rows)
        return cls(rows, sum((row.quantity for row in rows), ZERO), sum((row.value for row in rows), ZERO))

    @property
    def first(self) -> Transaction:
        """The row that stands for the leg."""
        return self.rows[0]

    @property
    def opens(self) -> bool:
        """Whether the leg takes a position up."""
        return self.first.action is not None and self.first.action.opens

    @property
    def kind(self) -> Kind:
        """What both legs of an event have in common: the event, the instrument, the right, and long or short."""
        is_long = self.first.action is not None and self.first.action.is_buy == self.first.action.opens
        return self.first.sub_type, self.first.instrument_type, self.first.right, is_long

    @property
    def strike_value(self) -> Decimal:
        """Quantity times strike, which a split leaves as it is."""
        return self.quantity * (self.first.strike or ZERO)


def legs(rows: Iterable[Transaction]) -> list[Leg]:
    """Gather the rows of one symbol, side and minute; they come in ledger order."""
    gathered: dict[tuple[str | None, ...], list[list[Transaction]]] = defaultdict(list)
    for row in rows:
        groups = gathered[row.sub_type, row.symbol, row.action]
        if groups and row.executed_at - groups[-1][0].executed_at <= WITHIN:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [Leg.of(group) for groups in gathered.values() for group in groups]


def fit(old: Leg, new: Leg) -> bool:
    """Whether the two are close in time and carry the same cost."""
    apart = abs(old.first.executed_at - new.first.executed_at)
    return apart <= WITHIN and abs(old.value + new.value) < AT_COST and bool(old.quantity) and bool(new.quantity)


def unlikeness(old: Leg, new: Leg) -> tuple[object, ...]:
    """Return what to sort candidates by, the likeliest first."""
    return (
        old.first.expires_on != new.first.expires_on,
        old.strike_value != new.strike_value,
        old.first.underlying != new.first.underlying,
        abs(old.first.executed_at - new.first.executed_at),
        old.quantity != new.quantity,
        abs(old.first.sequence - new.first.sequence),
    )


def names(old: Leg, new: Leg) -> tuple[object, ...]:
    """Return what candidates that are as likely are ordered by."""
    return old.first.executed_at, old.first.symbol or "", new.first.symbol or ""


def minute_of(leg: Leg) -> int:
    """Return the number of a leg's minute, so that only what is near is compared."""
    return (leg.first.executed_at - EPOCH) // WITHIN


def meets(given: Leg, taken: Leg) -> bool:
    """Whether what one event gives out has the symbol that another event takes up within the minute."""
    apart = abs(given.first.executed_at - taken.first.executed_at)
    return given.first.symbol == taken.first.symbol and apart <= WITHIN
