"""What we tell people without being asked, by mail."""

import logging
from collections.abc import Awaitable, Callable

from lib.gateways.mail import wording
from lib.gateways.mail.sendgrid import SendGrid

logger = logging.getLogger(__name__)

CONNECTIONS = "/connections"


class MailedNotices:
    """Implements lib.ports.notices.Notices."""

    def __init__(
        self, post: SendGrid, *, app_url: str, owner: str, address_of: Callable[[str], Awaitable[str | None]]
    ) -> None:
        """Mail by `post`; `address_of` knows a user's address, None for one who is gone."""
        self._post = post
        self._app_url = app_url
        self._owner = owner
        self._address_of = address_of

    async def reconnect_needed(self, user_id: str) -> None:
        """Tell a user that the broker no longer lets us in; raises UnavailableError."""
        address = await self._address_of(user_id)
        if address is None:
            logger.info("user %s is gone, and needs no mail", user_id)
            return
        await self._post.send(wording.reconnect_needed(address, f"{self._app_url}{CONNECTIONS}"))

    async def alert(self, subject: str, text: str) -> None:
        """Tell the owner of this installation; raises UnavailableError."""
        await self._post.send(wording.alert(self._owner, subject, text))
