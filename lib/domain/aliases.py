"""Underlyings that belong together because lots moved from one to the other."""

from collections.abc import Iterable

from lib.domain.corporate_actions import paired
from lib.domain.movements import TRANSFORMS, movement_of
from lib.domain.order import ledger_order
from lib.domain.transactions import Transaction


def alias_groups(rows: Iterable[Transaction]) -> tuple[frozenset[str], ...]:
    """
    Return the groups of underlyings that symbol changes, splits and mergers link, each of two or more.

    Lots of a whole group must be derived together. `rows` are an account's corporate actions; others do no harm.
    """
    transforms = sorted((row for row in rows if movement_of(row) in TRANSFORMS), key=ledger_order)
    groups: dict[str, frozenset[str]] = {}
    for action in paired(transforms):
        linked = {row.underlying for row in action.rows if row.underlying}
        group = frozenset().union(*(groups.get(name, frozenset({name})) for name in linked))
        groups.update(dict.fromkeys(group, group))
    return tuple(sorted({group for group in groups.values() if len(group) > 1}, key=sorted))
