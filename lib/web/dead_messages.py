"""What the queue reports of a message that it gave up."""

import base64
import binascii
import json
from collections.abc import Mapping
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import BaseModel, Field

from lib.usecases.sync_failures import DeadMessage


class DeadMessageReport(BaseModel):
    """The body of a failure callback, as far as we read it; `body` is our last answer, `source_body` the message."""

    source_message_id: str = Field(alias="sourceMessageId")
    url: str
    status: int = 0
    body: str = ""
    source_body: str = Field(default="", alias="sourceBody")

    def dead(self) -> DeadMessage:
        """Return it in our terms; what cannot be read of it is left out."""
        error = object_in(self.body).get("error")
        told = error if isinstance(error, dict) else {}
        return DeadMessage(
            id=self.source_message_id,
            path=urlsplit(self.url).path,
            account_id=known_id(object_in(self.source_body).get("account_id")),
            status=self.status,
            code=text_or_none(told.get("code")),
            message=text_or_none(told.get("message")),
        )


def object_in(encoded: str) -> Mapping[str, object]:
    """Read a JSON object out of base64, an empty one where there is none."""
    try:
        sent = json.loads(base64.b64decode(encoded))
    except (binascii.Error, ValueError):
        return {}
    return sent if isinstance(sent, dict) else {}


def known_id(sent: object) -> str | None:
    """Return an id, None for anything else."""
    try:
        return str(UUID(str(sent)))
    except ValueError:
        return None


def text_or_none(sent: object) -> str | None:
    """Return a text, None for anything else."""
    return sent if isinstance(sent, str) else None
