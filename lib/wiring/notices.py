"""Mails that nobody asked for, while there is nobody to carry them."""

import logging

logger = logging.getLogger(__name__)


class LoggedNotices:
    """Implements lib.ports.notices.Notices by the log alone."""

    async def reconnect_needed(self, user_id: str) -> None:
        """Log that a user's link is to be made anew."""
        logger.warning("user %s has to link the broker anew", user_id)

    async def alert(self, subject: str, text: str) -> None:
        """Log an alert."""
        logger.error("%s: %s", subject, text)
