"""The simulator's own time."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The time of day, which can be set, stopped and moved on."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)
        self._stopped_at: datetime | None = None

    def now(self) -> datetime:
        """Return the simulator's present, in UTC."""
        return self._stopped_at or datetime.now(UTC) + self._ahead

    @property
    def is_frozen(self) -> bool:
        """Whether the clock stands still."""
        return self._stopped_at is not None

    def freeze(self, at: datetime | None = None) -> None:
        """Stop, at a given moment or now."""
        self._stopped_at = (at or self.now()).astimezone(UTC)

    def run(self, at: datetime | None = None) -> None:
        """Go on from a given moment or from where it stood."""
        self._ahead = (at or self.now()).astimezone(UTC) - datetime.now(UTC)
        self._stopped_at = None

    def advance(self, by: timedelta) -> None:
        """Move on, stopped or not."""
        if self._stopped_at is not None:
            self._stopped_at += by
        else:
            self._ahead += by
