"""A list to export, page by page, and an audit log to note it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.ports.accounts import Happening, Profile
from lib.ports.failures import UnavailableError
from lib.usecases.listings import Listing


@dataclass(frozen=True, slots=True)
class Line:
    """A line with nothing but a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """One page."""

    items: list[Line]
    next: str | None


def paged(*pages: list[str] | None, derived: bool = True) -> Listing[Line]:
    """Return a list of these pages; one that is None cannot be read."""

    async def read(after: str | None) -> Names:
        number = int(after or 0)
        names = pages[number]
        if names is None:
            raise UnavailableError("The database cannot be reached just now.")
        following = str(number + 1) if number + 1 < len(pages) else None
        return Names([Line(name) for name in names], following)

    return Listing(Line, read, derived=derived)


class AuditLog:
    """Implements lib.ports.accounts.Profiles as far as an export asks."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, Mapping[str, str] | None]] = []

    async def read(self) -> Profile:
        raise NotImplementedError

    async def save_preferences(self, preferences: Mapping[str, Any]) -> Profile:
        raise NotImplementedError

    async def happenings(self) -> list[Happening]:
        raise NotImplementedError

    async def note(self, kind: str, detail: Mapping[str, str] | None = None) -> None:
        self.noted.append((kind, detail))
