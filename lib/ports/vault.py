"""Secrets at rest: sealed to the place they are kept in."""

from dataclasses import dataclass
from typing import Protocol

from lib.ports.failures import PortError
from lib.ports.secret import Secret


class BrokenSealError(PortError):
    """A sealed text is not from this place, or its key is gone; nothing of it is shown (HTTP 500)."""

    code = "broken_seal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sealed text is kept, and nowhere else counts: table, column, row and the row's owner."""

    table: str
    column: str
    row_id: str
    user_id: str


class Vault(Protocol):
    """Seals and opens; a text that was moved to another place does not open."""

    def seal(self, secret: Secret, place: Place) -> str:
        """Return the sealed text, made with the newest key."""
        ...

    def open(self, sealed: str, place: Place) -> Secret:
        """Return what was sealed at this place; raises BrokenSealError."""
        ...

    def is_current(self, sealed: str) -> bool:
        """Whether the newest key sealed it."""
        ...
