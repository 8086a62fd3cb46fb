"""
A stand-in for SendGrid's mail API: what is sent lands in the outbox.

Written from SendGrid's documents of version 3: POST /v3/mail/send with a bearer key; 202 with an empty body and an
X-Message-Id once a mail is queued; 401 for a key that is none, 400 for a body that says too little, both with
`{"errors": [{"message", "field", "help"}]}`.
"""

import hmac
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dev.standins.outbox import Outbox

MOST_PERSONALIZATIONS = 1_000
Body = Mapping[str, Any]


class SendGrid:
    """The mail API of one account."""

    def __init__(self, outbox: Outbox, key: str) -> None:
        self._outbox = outbox
        self._key = key

    async def send(self, request: Request) -> Response:
        """Queue one mail for each of its receivers."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given, self._key):
            return refused(401, "The provided authorization grant is invalid, expired, or revoked")
        try:
            body: Any = await request.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return refused(400, "Bad Request")
        problem = wrong_with(body)
        if problem:
            return refused(400, *problem)
        self._keep(body)
        return Response(status_code=202, headers={"X-Message-Id": uuid4().hex})

    def _keep(self, body: Body) -> None:
        contents = {one["type"]: one["value"] for one in body["content"]}
        html = contents.get("text/html") or f"<html><body><pre>{contents['text/plain']}</pre></body></html>"
        for block in body["personalizations"]:
            for to in block["to"]:
                self._outbox.keep(
                    to=to["email"], kind="notice", subject=block.get("subject", body["subject"]), html=html
                )


def wrong_with(body: Body) -> tuple[str, str] | None:
    """Return the message and the field of the first thing that is wrong, None where nothing is."""
    blocks = body.get("personalizations")
    if not isinstance(blocks, list) or not blocks:
        return "You must have at least one personalization.", "personalizations"
    if len(blocks) > MOST_PERSONALIZATIONS:
        return "The personalization block is limited to 1000 personalizations per API request.", "personalizations"
    if any(not addressed(block.get("to")) for block in blocks):
        return "The to array is required for all personalization objects, and must have an email.", "personalizations"
    if not addressed([body.get("from")]):
        return "The from object must be provided for every email send.", "from.email"
    if not body.get("subject") and any(not block.get("subject") for block in blocks):
        return "The subject is required.", "subject"
    return wrong_content(body.get("content"))


def wrong_content(content: object) -> tuple[str, str] | None:
    """Return what is wrong with the parts of a mail; text comes before HTML."""
    if not isinstance(content, list) or not content:
        return "Unless a valid template_id is provided, the content parameter is required.", "content"
    if any(not one.get("type") or not one.get("value") for one in content):
        return "The content value must be a string at least one character in length.", "content.0.value"
    kinds = [one["type"] for one in content]
    if "text/plain" in kinds and kinds.index("text/plain") > 0:
        return "If present, text/plain must be the first content type.", "content"
    return None


def addressed(receivers: Sequence[Any] | None) -> bool:
    """Whether everybody named has an address."""
    if not isinstance(receivers, list) or not receivers:
        return False
    return all(isinstance(one, dict) and "@" in str(one.get("email")) for one in receivers)


def refused(status: int, message: str, field: str | None = None) -> JSONResponse:
    """Refuse in SendGrid's shape."""
    return JSONResponse({"errors": [{"message": message, "field": field, "help": None}]}, status)


def build(outbox: Outbox, key: str) -> Starlette:
    """Return the API of an account with this key."""
    return Starlette(routes=[Route("/v3/mail/send", SendGrid(outbox, key).send, methods=["POST"])])
