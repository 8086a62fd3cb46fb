"""
All functions as one ASGI application, found by Vercel's routes.

The path is not touched: a function sees what the browser asked for. Each has its own lifespan.
"""

import contextlib
import importlib
from collections.abc import AsyncIterator

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from dev import routes
from dev.mails import page as mail_page


class Functions:
    """Hands each request to the function that Vercel would call."""

    def __init__(self) -> None:
        """Import every function."""
        self._files = routes.functions()
        self._rewrites = routes.rewrites()
        self.apps = {path: load(path) for path in self._files}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        target = routes.route(scope["path"], self._files, self._rewrites)
        if target is None:
            missing = PlainTextResponse("NOT_FOUND", 404, {"x-vercel-error": "NOT_FOUND"})
            await missing(scope, receive, send)
            return
        await self.apps[target](scope, receive, send)


def load(path: str) -> FastAPI:
    """Import the function that answers at `path`."""
    app = importlib.import_module(path.strip("/").replace("/", ".")).app
    if not isinstance(app, FastAPI):
        raise TypeError(f"{path} has no FastAPI application called `app`")
    return app


def build() -> Starlette:
    """Return the functions, and beside them the outbox of the local stack."""
    functions = Functions()

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as running:
            for app in functions.apps.values():
                await running.enter_async_context(app.router.lifespan_context(app))
            yield

    return Starlette(routes=[Route("/_dev/outbox", mail_page), Mount("", functions)], lifespan=lifespan)
