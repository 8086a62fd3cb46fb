"""What may be used one time only."""

from typing import Protocol


class Once(Protocol):
    """Remembers what was used."""

    async def use(self, name: str, seconds: int) -> bool:
        """
        Use something, and remember that for so long; whether nobody had used it.

        Raises UnavailableError: what cannot be remembered is not used.
        """
        ...
