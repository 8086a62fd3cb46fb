"""The application: who calls, what goes wrong, and which handler answers."""

import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import chain

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from dev.standins.tastytrade import (
    accounts,
    balances,
    errors,
    instruments,
    margin,
    market_data,
    metrics,
    net_liq,
    oauth,
    orders,
    positions,
    snapshots,
    transactions,
    versions,
)
from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.control import control_route
from dev.standins.tastytrade.dxlink import stream
from dev.standins.tastytrade.errors import RefusedError
from dev.standins.tastytrade.faults import Troubles
from dev.standins.tastytrade.listing import Call, Handler, Routes
from dev.standins.tastytrade.people import Grant
from dev.standins.tastytrade.written import instant, new_york_day

PRODUCT = re.compile(r"[^\s/]+/\S+")
OPEN = {path for _, path, _ in (*oauth.ROUTES, *margin.OPEN_ROUTES)}
SERVICES: Sequence[Routes] = (
    oauth.ROUTES,
    accounts.ROUTES,
    transactions.ROUTES,
    positions.ROUTES,
    balances.ROUTES,
    snapshots.ROUTES,
    net_liq.ROUTES,
    orders.ROUTES,
    margin.ROUTES,
    margin.OPEN_ROUTES,
    instruments.ROUTES,
    market_data.ROUTES,
    metrics.ROUTES,
)


def make_app(broker: Broker) -> ASGIApp:
    """Return the application that serves a broker."""
    routes: list[BaseRoute] = [
        Route(path, _endpoint(broker, path, handler), methods=[method])
        for method, path, handler in chain.from_iterable(SERVICES)
    ]
    routes += [control_route(broker), WebSocketRoute("/realtime", partial(stream, broker))]
    app = Starlette(routes=routes, exception_handlers={404: _nothing_there})
    return _with_transport(app)


def _endpoint(broker: Broker, route: str, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        broker.calls.append(
            {
                "method": request.method,
                "path": request.url.path,
                "query": request.url.query,
                "at": instant(broker.clock.now()),
            }
        )
        troubles = broker.faults.take(request.method, request.url.path)
        try:
            response = await _troubled(troubles) or await _answered(broker, request, troubles, handler, route in OPEN)
        except RefusedError as refusal:
            response = refusal.response()
        return _Broken(response) if troubles.options("drop_after") is not None else response

    return answer


async def _troubled(troubles: Troubles) -> Response | None:
    """Return what is answered instead of anything useful, None where nothing stands in the way."""
    if (slow := troubles.options("slow")) is not None:
        await asyncio.sleep(float(slow.get("seconds", 1)))
    if troubles.options("drop_before") is not None:
        return _Broken(None)
    if (many := troubles.options("too_many")) is not None:
        headers = {"Retry-After": str(many["retry_after"])} if "retry_after" in many else None
        body = {"error": {"code": "too_many_requests", "message": "Too many requests"}}
        return JSONResponse(body, 429, headers)
    if (failing := troubles.options("server_error")) is not None:
        status = int(failing.get("status", 502))
        if failing.get("html"):
            return HTMLResponse(f"<html><body><h1>{status}</h1></body></html>", status)
        return JSONResponse({"error": {"code": "internal_server_error", "message": "Something went wrong"}}, status)
    return None


async def _answered(broker: Broker, request: Request, troubles: Troubles, handler: Handler, is_open: bool) -> Response:
    """Return the handler's answer to a call that is allowed. Raises RefusedError."""
    if not PRODUCT.match(request.headers.get("user-agent", "")):
        raise errors.UnnamedClientError
    grant = None if is_open else _grant(broker, request, troubles)
    if grant is not None:
        broker.welcome(grant.customer)
    asked = None if is_open else request.headers.get("accept-version")
    version = versions.served(request.url.path, asked, new_york_day(broker.clock.now()))
    answer = handler(Call(broker, request, troubles, grant, version))
    if inspect.isawaitable(answer):
        answer = await answer
    return answer if isinstance(answer, Response) else JSONResponse(answer)


def _grant(broker: Broker, request: Request, troubles: Troubles) -> Grant:
    """Return the grant that a call is made with. Raises RefusedError."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not token:
        raise errors.unauthorized()
    grant = broker.people.access(token)
    if grant is None:
        raise errors.token_invalid()
    if troubles.options("revoke") is not None:
        broker.people.revoke([grant])
        raise errors.token_invalid()
    if "read" not in grant.scopes:
        raise errors.not_permitted()
    return grant


async def _nothing_there(request: Request, _: Exception) -> Response:
    return errors.not_found(f"{request.method} {request.url.path}").response()


def _with_transport(app: ASGIApp) -> ASGIApp:
    """Let a response break its connection: uvicorn's `send` is a method of what holds it."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        scope["transport"] = getattr(getattr(send, "__self__", None), "transport", None)
        await app(scope, receive, send)

    return application


class _Broken(Response):
    """An answer that is begun, or not even that, and then the connection is gone."""

    def __init__(self, begun: Response | None) -> None:
        super().__init__()
        self._begun = begun

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Send half the body that was announced, and close."""
        if self._begun is not None:
            body = bytes(self._begun.body)
            await send(
                {"type": "http.response.start", "status": self._begun.status_code, "headers": self._begun.raw_headers}
            )
            await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        scope["transport"].close()
        await asyncio.sleep(0.01)  # until the server has noticed
