"""One call of SendGrid's mail API, version 3."""

import logging
from dataclasses import dataclass, field

import httpx

from lib.ports.failures import UnavailableError

logger = logging.getLogger(__name__)

SENDER = "TastyTrade Tracker"
# A mail of ours is read by whom it is for; nobody counts who opens it or where a link leads.
UNTRACKED = {
    "click_tracking": {"enable": False, "enable_text": False},
    "open_tracking": {"enable": False},
    "subscription_tracking": {"enable": False},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail, told twice: as text, and as a page of HTML."""

    to: str = field(repr=False)
    subject: str
    text: str
    html: str


class SendGrid:
    """Sends mails from one address."""

    def __init__(self, http: httpx.AsyncClient, url: str, key: str, sender: str) -> None:
        """Send by the API at `url`, with `key`, as `sender`."""
        self._http = http
        self._url = f"{url.rstrip('/')}/v3/mail/send"
        self._headers = {"Authorization": f"Bearer {key}"}
        self._sender = sender

    async def send(self, letter: Letter) -> None:
        """Send one mail; raises UnavailableError where it was not taken, whatever the reason: it must not be lost."""
        body = {
            "personalizations": [{"to": [{"email": letter.to}]}],
            "from": {"email": self._sender, "name": SENDER},
            "subject": letter.subject,
            "content": [
                {"type": "text/plain", "value": letter.text},
                {"type": "text/html", "value": letter.html},
            ],
            "tracking_settings": UNTRACKED,
        }
        try:
            answer = await self._http.post(self._url, json=body, headers=self._headers)
        except httpx.HTTPError as failure:
            raise not_sent() from failure
        if not answer.is_success:
            # Which of our fields was refused, never to whom the mail was to go.
            logger.error("a mail was not taken: status %d", answer.status_code)
            raise not_sent()


def not_sent() -> UnavailableError:
    """Say that a mail has to be sent again."""
    return UnavailableError("A mail could not be sent just now.", code="mail_unavailable")
