"""How a row of one export is recognised in another: the layouts write the same row with more or less detail."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from lib.domain.money import ZERO
from lib.domain.transactions import InstrumentType, Transaction

CENT = Decimal("0.01")
ROUNDING = Decimal("0.05")  # each of the charges is written to the cent in one layout, to a tenth of it in another
SECOND = timedelta(seconds=1)
MINUTE = len("2025-01-31T23:59")


class Known(Protocol):
    """What is stored of a row, as far as recognising it again needs."""

    @property
    def id(self) -> str:
        """The row's id, kept for life."""
        ...

    @property
    def identity(self) -> str:
        """What `identity_of` gave for it."""
        ...

    @property
    def nth(self) -> int:
        """Which of the rows with this identity it is, counted from 0."""
        ...

    @property
    def sub_type(self) -> str | None:
        """The broker's sub-type, None where its layout gave none."""
        ...

    @property
    def action(self) -> str | None:
        """What it does to a position, None where its layout did not say."""
        ...

    @property
    def executed_at(self) -> datetime:
        """When it was executed, as far as its layout told."""
        ...

    @property
    def net_value(self) -> Decimal:
        """What it did to cash."""
        ...

    @property
    def order_id(self) -> str | None:
        """The order it belongs to, None where its layout did not say."""
        ...

    @property
    def is_to_the_second(self) -> bool:
        """Whether its layout tells seconds and each row's exact charges, or the minute only."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An incoming row's place: its identity, the `nth` of those that are alike, and the stored row it is, if any."""

    identity: str
    nth: int
    known_id: str | None


def identity_of(row: Transaction) -> str:
    """
    Return what a row says in every layout: minute, type, position, quantity and value in cents.

    An option is named by underlying, expiry, right and strike, because one layout does not tell an adjusted root.
    Sub-type and action are left to `match_rows`: layouts leave them out or add them.
    """
    moment = row.executed_at.astimezone(UTC)
    parts = (
        moment.isoformat(timespec="minutes")[:MINUTE],
        row.type,
        position_of(row),
        plain(row.quantity),
        plain(row.value.quantize(CENT)),
    )
    return "|".join(parts)


def match_rows(incoming: Sequence[Transaction], known: Iterable[Known], *, to_the_second: bool) -> tuple[Match, ...]:
    """
    Give each incoming row its place among the known ones, in the order of `incoming`.

    Identical rows are normal: the second of them is the second occurrence, in any file. A row is the same as a known
    one with its identity when nothing that both of them tell contradicts it: sub-type, action, order, and, where both
    layouts tell them (`to_the_second` for the incoming one), second and cash. An export may begin or end between two
    fills of one minute, which are then told apart by these.
    """
    known_by_identity: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        known_by_identity[one.identity].append(one)
    alike: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(incoming):
        alike[identity_of(row)].append(place)
    matches: dict[int, Match] = {}
    for identity, places in alike.items():
        stored = sorted(known_by_identity[identity], key=lambda one: one.nth)
        if len(places) > 1:
            places.sort(key=lambda place: within_identity(incoming[place]))
        rows = {place: incoming[place] for place in places}
        matches.update(matched(identity, rows, stored, to_the_second=to_the_second))
    return tuple(matches[place] for place in range(len(incoming)))


def matched(
    identity: str, rows: Mapping[int, Transaction], stored: list[Known], *, to_the_second: bool
) -> dict[int, Match]:
    """Match rows of one identity, by place: what is equal first, then what does not contradict, the rest is new."""
    matches: dict[int, Match] = {}
    following = stored[-1].nth + 1 if stored else 0
    for alike in (is_equal, is_as_costly, agrees):
        for place, row in rows.items():
            fitting = (one for one in stored if place not in matches and alike(row, one))
            found = next((one for one in fitting if not is_apart(row, one, to_the_second=to_the_second)), None)
            if found:
                stored.remove(found)
                matches[place] = Match(identity=identity, nth=found.nth, known_id=found.id)
    for place in rows:
        if place not in matches:
            matches[place] = Match(identity=identity, nth=following, known_id=None)
            following += 1
    return matches


def is_equal(row: Transaction, one: Known) -> bool:
    """Whether both say the same of moment, cash, sub-type, action and order."""
    mine = (row.executed_at, row.net_value, row.sub_type, row.action, row.order_id)
    return mine == (one.executed_at, one.net_value, one.sub_type, one.action, one.order_id)


def is_as_costly(row: Transaction, one: Known) -> bool:
    """Whether both moved the same cash, but for the rounding of charges, and agree in the rest."""
    return agrees(row, one) and abs(row.net_value - one.net_value) <= ROUNDING


def agrees(row: Transaction, one: Known) -> bool:
    """Whether what both say of sub-type, action and order agrees."""
    said = ((row.sub_type, one.sub_type), (row.action, one.action), (row.order_id, one.order_id))
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in said)


def is_apart(row: Transaction, one: Known, *, to_the_second: bool) -> bool:
    """Whether second or cash, where both layouts tell them, show two rows of one minute to be different ones."""
    if not (to_the_second and one.is_to_the_second):
        return False
    apart = abs(row.executed_at - one.executed_at)
    return apart >= SECOND or abs(row.net_value - one.net_value) > ROUNDING


def within_identity(row: Transaction) -> tuple[str, ...]:
    """Order rows of one identity by what they say, so that the order of a file does not matter."""
    return (
        row.executed_at.isoformat(),
        row.sub_type or "",
        row.action or "",
        row.symbol or "",
        row.order_id or "",
        plain(row.net_value),
        plain(row.commission),
        plain(row.price or ZERO),
        row.description,
    )


def position_of(row: Transaction) -> str:
    """Name what the row is about in the words every layout has."""
    if row.expires_on is None or row.strike is None or row.instrument_type is InstrumentType.FUTURE_OPTION:
        return " ".join((row.symbol or "").split())
    return f"{row.underlying or ''} {row.expires_on.isoformat()} {row.right or ''} {plain(row.strike)}"


def plain(number: Decimal) -> str:
    """Write a number in one way only."""
    return f"{number.normalize():f}" if number else "0"
