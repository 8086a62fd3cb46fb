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

# Folders under api/, whose functions are one level down.
MACHINE_CALLED = {"jobs", "webhooks"}


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
    """Name an operation after its function's file and its method: `pnl_summary`, `auth_login`, `jobs_users_delete`."""
    folder, *below = route.path.removeprefix("/api/").split("/")
    function = [folder, *below[: folder in MACHINE_CALLED]]
    return "_".join([*function, route.name])
