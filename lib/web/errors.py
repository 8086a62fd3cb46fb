"""Errors become HTTP here, once: one shape, one place."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from lib.domain.errors import DomainError
from lib.ports.accounts import LinkSpentError, TooManyAttemptsError, WrongCredentialsError
from lib.ports.broker import AccessRevokedError, BrokerRefusedError
from lib.ports.failures import (
    ConflictError,
    ForbiddenError,
    NotFoundError,
    PortError,
    SignedOutError,
    UnavailableError,
)
from lib.ports.vault import BrokenSealError
from lib.web.request_id import request_id

logger = logging.getLogger(__name__)

STATUS: Mapping[type[PortError], HTTPStatus] = {
    SignedOutError: HTTPStatus.UNAUTHORIZED,
    WrongCredentialsError: HTTPStatus.UNAUTHORIZED,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    LinkSpentError: HTTPStatus.GONE,
    TooManyAttemptsError: HTTPStatus.TOO_MANY_REQUESTS,
    UnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
    AccessRevokedError: HTTPStatus.CONFLICT,
    BrokerRefusedError: HTTPStatus.BAD_GATEWAY,
    BrokenSealError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
CODES = {
    HTTPStatus.NOT_FOUND: ("not_found", "There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method_not_allowed", "This address does not take that kind of request."),
}
RETRY_AFTER_AN_OUTAGE = 5  # seconds


class ErrorDetail(BaseModel):
    """Why a request was refused: `code` for programs, `message` for people, `request_id` for whoever is asked."""

    code: str
    message: str
    request_id: str
    line: int | None = None
    column: str | int | None = None
    fields: dict[str, str] | None = None


class ErrorAnswer(BaseModel):
    """The one shape of every error."""

    error: ErrorDetail


def error_answer(
    status: int,
    code: str,
    message: str,
    *,
    headers: Mapping[str, str] | None = None,
    **details: object,
) -> JSONResponse:
    """Return an error in the one shape; details that are None are left out."""
    given = {name: value for name, value in details.items() if value is not None}
    error = {"code": code, "message": message, "request_id": request_id(), **given}
    return JSONResponse({"error": error}, status_code=status, headers=headers)


def handle_errors(app: FastAPI) -> None:
    """Have an application answer every anticipated error in the one shape."""

    @app.exception_handler(DomainError)
    async def refused(_: Request, error: DomainError) -> JSONResponse:
        place = {name: getattr(error, name, None) for name in ("line", "column")}
        return error_answer(HTTPStatus.UNPROCESSABLE_ENTITY, error.code, error.message, **place)

    @app.exception_handler(PortError)
    async def failed(_: Request, error: PortError) -> JSONResponse:
        return error_answer(status_of(error), error.code, error.message, headers=headers_of(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        # Only where and why: what was sent may be a password, and an answer or a log must not quote it.
        fields = {".".join(str(part) for part in problem["loc"][1:]): problem["msg"] for problem in error.errors()}
        names = ", ".join(name for name in fields if name) or "the body"
        message = f"Something in the request is missing or not valid: {names}."
        return error_answer(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", message, fields=fields)

    @app.exception_handler(HTTPException)
    async def unanswerable(_: Request, error: HTTPException) -> JSONResponse:
        fallback = ("invalid_request", "The request cannot be read.")
        code, message = CODES.get(HTTPStatus(error.status_code), fallback)
        return error_answer(error.status_code, code, message, headers=error.headers)


def status_of(error: PortError) -> HTTPStatus:
    """Return the status for a port's failure: that of its own class, or of the nearest one above."""
    known = (STATUS[ancestor] for ancestor in type(error).__mro__ if ancestor in STATUS)
    return next(known, HTTPStatus.SERVICE_UNAVAILABLE)


def headers_of(error: PortError) -> dict[str, str]:
    """Return the headers that go with a failure."""
    match error:
        case TooManyAttemptsError(retry_after=seconds):
            return {"Retry-After": str(seconds)}
        case UnavailableError(retry_after=int(seconds)):
            return {"Retry-After": str(seconds)}
        case UnavailableError():
            return {"Retry-After": str(RETRY_AFTER_AN_OUTAGE)}
        case SignedOutError() | WrongCredentialsError():
            return {"WWW-Authenticate": "Bearer"}
        case _:
            return {}
