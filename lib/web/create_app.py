"""How each file under api/ becomes an application."""

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from lib.web.envelope import Envelope
from lib.web.errors import ErrorAnswer, handle_errors
from lib.web.logs import start_logging

ERRORS: dict[int | str, dict[str, Any]] = {
    422: {"model": ErrorAnswer, "description": "Refused; the message says why"},
    "default": {"model": ErrorAnswer, "description": "Refused or failed; the message says why"},
}


def create_app(router: APIRouter) -> FastAPI:
    """
    Return one function's application: its routes, and what all functions share.

    There are no pages of documentation in it; `python -m dev openapi` joins the functions' schemas into one.
    """
    start_logging()
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=ERRORS,
        generate_unique_id_function=operation_id,
    )
    app.include_router(router)
    handle_errors(app)
    app.add_middleware(Envelope)
    return app


def operation_id(route: APIRoute) -> str:
    """Name an operation after its function and method, unique over all functions: `pnl_summary`, `auth_login`."""
    function = route.path.removeprefix("/api/").partition("/{")[0].partition("/")[0]
    return f"{function}_{route.name}"
