"""What wraps every request of every function: an id, safe headers, one log line, and the last resort for errors."""

import logging
import time
from http import HTTPStatus
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.web.errors import error_answer
from lib.web.request_id import begin_request, request_id

logger = logging.getLogger(__name__)

# An answer is data for a script or a download, never a page: nothing in it may run, be framed, sniffed or kept.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Envelope:
    """The outermost layer, plain ASGI so that streams pass through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin_request(uuid4().hex)
        sending = Sending(send)
        started = time.perf_counter()
        try:
            await self._app(scope, receive, sending)
        except Exception:  # the one place that answers for what nobody anticipated; it is logged with its place
            logger.exception("unexpected error")
            if sending.status:
                raise  # part of the answer is out: breaking the connection is the only honest end
            await unexpected(scope, receive, sending)
        finally:
            milliseconds = round((time.perf_counter() - started) * 1000)
            # The path only: a query may name an account or a symbol.
            logger.info("%s %s %s %s ms", scope["method"], scope["path"], sending.status, milliseconds)


class Sending:
    """Sends an answer on, with the headers every answer carries, and remembers its status (0 before it starts)."""

    def __init__(self, send: Send) -> None:
        """Send on to `send`."""
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        """Send one message of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = request_id()
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


async def unexpected(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer for an error nobody anticipated, saying nothing about it but the id under which it was logged."""
    message = "Something went wrong on our side. It has been noted; please try again."
    answer = error_answer(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected", message)
    await answer(scope, receive, send)
