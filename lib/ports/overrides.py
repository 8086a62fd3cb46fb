"""What the user says about rows: a basis, a note, that something was looked at. Kept through every re-import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

NOTE_LENGTH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What opening a position cost or brought as a whole, in USD, unsigned, before fees; and since when it was held."""

    amount: Decimal
    acquired_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """That a row was looked at for what `code` names."""

    transaction_id: str
    account_id: str
    code: str
    note: str
    acknowledged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgedPage:
    """By row and code; `next` is where the next page starts, None on the last."""

    items: tuple[Acknowledged, ...]
    next: str | None


class Overrides(Protocol):
    """The signed-in user's own words on rows; every method raises NotFoundError for a row that is not theirs."""

    async def set_basis(self, transaction_id: str, basis: Basis | None) -> str:
        """Say what a row's position cost, or take that back (None); return the account to rebuild."""
        ...

    async def set_note(self, transaction_id: str, note: str | None) -> None:
        """Keep a note on a row, or drop it (None)."""
        ...

    async def acknowledge(self, code: str, transaction_ids: Sequence[str], note: str) -> None:
        """Say that these rows were looked at for what `code` names; a row that comes later is new again."""
        ...

    async def unacknowledge(self, code: str, transaction_ids: Sequence[str]) -> None:
        """Take that back."""
        ...

    async def acknowledged(self, *, after: str | None, limit: int) -> AcknowledgedPage:
        """Return one page of what was looked at, whether or not it still needs a look; at most 1,000."""
        ...
