"""What we tell people without being asked."""

from typing import Protocol


class Notices(Protocol):
    """Mails to a user, and to whoever runs this."""

    async def reconnect_needed(self, user_id: str) -> None:
        """Tell a user that the broker no longer lets us in; raises UnavailableError."""
        ...

    async def alert(self, subject: str, text: str) -> None:
        """Tell the owner of this installation; raises UnavailableError."""
        ...
