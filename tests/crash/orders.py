"""What a delivery is told beside its message: where to die, and what is wrong with the world."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """
    How a function runs.

    It reads so many rows per page, its clock is `hours` ahead of the broker's, locks lock where `locks` says so, and
    it leaves the rest to the next message after each page where `is_short_of_time`.
    """

    per_page: int = 20
    hours: int = 0
    locks: bool = True
    is_short_of_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """Stop the process that answers `path` right before its call number `call` (from 1), or right after it."""

    path: str
    call: int
    is_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One delivery; its process dies at call number `dies_at` of its own (from 1), None for one that may live."""

    path: str
    headers: dict[str, str]
    body: str
    conditions: Conditions
    dies_at: int | None = None
    is_after: bool = False
