"""The rows of an account in time, kept so that a page of a long history does not cost the whole history."""

from collections.abc import Sequence
from datetime import datetime

from dev.standins.tastytrade.replay import Replay
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from dev.standins.tastytrade.written import moment


class Timeline:
    """
    Rows by when they happened, and since when the broker has them.

    That is when they were executed, or `created-at` where a row says that it was written down later.
    """

    def __init__(self, rows: Sequence[Wire]) -> None:
        self.given = list(rows)
        self._rows = sorted(rows, key=lambda row: (moment(row["executed-at"]), row["id"]))
        self._known_at = [
            max(moment(row["executed-at"]), moment(row.get("created-at", row["executed-at"]))) for row in self._rows
        ]
        self._last_known_at = max(self._known_at, default=None)
        self._books: tuple[int, Replay] | None = None

    def until(self, now: datetime) -> list[Wire]:
        """Return the rows the broker has by now, oldest first."""
        if self._last_known_at is None or self._last_known_at <= now:
            return list(self._rows)
        return [row for row, known_at in zip(self._rows, self._known_at, strict=True) if known_at <= now]

    def books(self, account: BrokerAccount, now: datetime) -> Replay:
        """Return the books over these rows; they are made anew when there are other rows."""
        rows = self.until(now)
        if self._books is None or self._books[0] != len(rows) or self._books[1].account is not account:
            self._books = len(rows), Replay(account, rows)
        return self._books[1]
