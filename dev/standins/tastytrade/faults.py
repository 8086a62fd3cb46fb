"""
What goes wrong on demand: each fault for the next calls that match a pattern.

- `slow`: answers after `seconds`.
- `too_many`: 429, with `Retry-After` where `retry_after` is given.
- `server_error`: `status`, 502 by itself; with a web page instead of JSON where `html` is set.
- `drop_before`: the connection breaks before anything is done. `drop_after`: it is done, and breaks in the answer.
- `revoke`: the grant behind the call is deleted first.
- `repeat`: a page's first row comes again at its end. `reorder`: a page's rows come in another order.
- `late`, `withdrawn`: rows are not there, those of `ids` or every third; afterwards they are there, in the past.
- `shift`: later pages begin `by` rows earlier (or later), as when rows arrive (or vanish) while somebody reads.
- `unknown_value`: `field` of a page's first item is `value`. `missing_field`: it has no `field`.
- `partial`: balance snapshots have little more than their date.
"""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dev.standins.tastytrade.wire import Wire

KINDS = (
    "slow", "too_many", "server_error", "drop_before", "drop_after", "revoke", "repeat", "reorder", "late", "withdrawn",
    "shift", "unknown_value", "missing_field", "partial",
)  # fmt: skip
KEPT_IN_PARTIAL = {
    "account-number", "currency", "day-trade-excess", "futures-margin-requirement", "long-futures-derivative-value",
    "short-futures-derivative-value", "pending-cash", "pending-cash-effect", "snapshot-date", "time-of-day",
}  # fmt: skip


@dataclass
class Fault:
    """One thing that goes wrong `times` times, in calls whose path contains the pattern `path`."""

    kind: str
    path: str
    times: int = 1
    method: str | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"There is no fault {self.kind!r}; there are {', '.join(KINDS)}.")

    def meets(self, method: str, path: str) -> bool:
        """Whether a call is to suffer from this."""
        return self.times > 0 and self.method in {None, method} and re.search(self.path, path) is not None


class Faults:
    """What is still to go wrong, in the order it was asked for."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(self, kind: str, path: str = "", times: int = 1, *, method: str | None = None, **options: object) -> Fault:
        """Let something go wrong. Raises ValueError for an unknown kind."""
        made = Fault(kind, path, times, method, options)
        self.waiting.append(made)
        return made

    def take(self, method: str, path: str) -> "Troubles":
        """Return what goes wrong with this call, and count it."""
        met = [fault for fault in self.waiting if fault.meets(method, path)]
        for fault in met:
            fault.times -= 1
        self.waiting = [fault for fault in self.waiting if fault.times]
        return Troubles(met)


class Troubles:
    """What goes wrong with one call."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._faults = {fault.kind: fault.options for fault in faults}

    def options(self, *kinds: str) -> dict[str, Any] | None:
        """Return the options of the first of these faults that is met, None when none is."""
        return next((self._faults[kind] for kind in kinds if kind in self._faults), None)

    def rows(self, rows: Sequence[Wire]) -> Sequence[Wire]:
        """Return which rows there are, as far as this call can see."""
        hiding = self.options("late", "withdrawn")
        if hiding is None:
            return rows
        if "ids" in hiding:
            return [row for row in rows if row["id"] not in hiding["ids"]]
        return [row for index, row in enumerate(rows) if index % 3]

    def shift(self, start: int) -> int:
        """Return where a page begins, instead of `start`."""
        options = self.options("shift")
        if options is None or not start:
            return start
        return max(0, start - int(options.get("by", 1)))

    def page(self, items: Sequence[Wire]) -> list[Wire]:
        """Return what is on a page."""
        seen = list(items)
        if self.options("reorder") is not None:
            random.Random(len(seen)).shuffle(seen)  # noqa: S311 - an order, not a secret
        if self.options("repeat") is not None:
            seen += seen[:1]
        if self.options("partial") is not None:
            seen = [{key: value for key, value in item.items() if key in KEPT_IN_PARTIAL} for item in seen]
        return [self._marred(seen[0]), *seen[1:]] if seen else seen

    def _marred(self, item: Wire) -> Wire:
        changed = dict(item)
        if (options := self.options("unknown_value")) is not None:
            changed[options.get("field", "transaction-sub-type")] = options.get("value", "Quantum Entanglement")
        if (options := self.options("missing_field")) is not None:
            changed.pop(options.get("field", "net-value"), None)
        return changed
