"""Locks that only save work: whatever they guard is right without them, too."""

from typing import Protocol


class Locks(Protocol):
    """Locks by name, which end by themselves."""

    async def take(self, name: str, owner: str, seconds: int) -> bool:
        """
        Take a lock for so long; whether nobody else has it.

        Who has it already takes it again. Nobody has a lock that cannot be asked for.
        """
        ...

    async def release(self, name: str, owner: str) -> None:
        """Give a lock back, if this owner has it."""
        ...
