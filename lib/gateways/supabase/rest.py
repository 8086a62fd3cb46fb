"""Tables and functions over PostgREST, as whoever the token says; failures become the ports' own."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

import httpx
from pydantic import TypeAdapter

from lib.domain.errors import DomainError
from lib.ports.accounts import TooManyAttemptsError
from lib.ports.failures import (
    ConflictError,
    ForbiddenError,
    NotFoundError,
    SignedOutError,
    StaleError,
    UnavailableError,
)

SCHEMA_IS_STALE = {"PGRST202", "PGRST204", "PGRST205", "42883", "42P01"}
NO_SUCH_ROW = {"PGRST116", "P0002", "23503"}
# Postgres' class of codes for values that are none of their type, or out of range, and the one of broken checks.
MALFORMED = ("22", "23514")
CONSTRAINT = re.compile(r'constraint "(\w+)"')
Arguments = Mapping[str, Any]
Json = Any
Answer = TypeVar("Answer")
READINGS: dict[Any, TypeAdapter[Any]] = {}


class Rest:
    """
    One caller's view of the database.

    The HTTP client is shared by all callers and carries no identity; the headers of each request do. Every method
    raises the failures of lib.ports.failures. Numbers with a fraction are read as Decimal, never as float; money is
    asked for as text all the same.
    """

    def __init__(self, http: httpx.AsyncClient, url: str, key: str, token: str | None = None) -> None:
        """Speak to the project at `url` with its `key`, as the user of `token` where there is one."""
        self._http = http
        self._base = f"{url.rstrip('/')}/rest/v1"
        self._headers = {"apikey": key, "Authorization": f"Bearer {token or key}"}

    async def call(self, function: str, arguments: Arguments) -> Json:
        """Return what a database function returns, parsed."""
        return parsed(await self.call_bytes(function, arguments))

    async def call_bytes(self, function: str, arguments: Arguments) -> bytes:
        """Return the JSON text that a database function returns, untouched."""
        return await self._send("POST", f"/rpc/{function}", json.dumps(arguments))

    async def read(self, function: str, arguments: Arguments, kind: type[Answer]) -> Answer:
        """Return what a database function returns, as `kind`."""
        return reading(kind).validate_json(await self.call_bytes(function, arguments))

    async def select(self, table: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the rows that the caller may see and the query asks for (at most 1,000)."""
        rows: list[dict[str, Any]] = parsed(await self._send("GET", f"/{table}", None, query))
        return rows

    async def insert(self, table: str, row: Arguments, columns: str) -> dict[str, Any]:
        """Add one row and return its `columns` as stored."""
        rows: list[dict[str, Any]] = parsed(await self._send("POST", f"/{table}", json.dumps(row), {"select": columns}))
        return rows[0]

    async def update(self, table: str, query: Mapping[str, str], changes: Arguments) -> list[dict[str, Any]]:
        """Change the rows that match, and return them; a query must narrow, or every visible row would change."""
        rows: list[dict[str, Any]] = parsed(
            await self._send("PATCH", f"/{table}", json.dumps(changes), narrowed(query))
        )
        return rows

    async def delete(self, table: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """Delete the rows that match, and return them."""
        rows: list[dict[str, Any]] = parsed(await self._send("DELETE", f"/{table}", None, narrowed(query)))
        return rows

    async def _send(self, method: str, path: str, body: str | None, query: Mapping[str, str] | None = None) -> bytes:
        headers = self._headers | {"Prefer": "return=representation", "Content-Type": "application/json"}
        try:
            answer = await self._http.request(method, self._base + path, params=query, content=body, headers=headers)
        except httpx.TransportError as failure:
            raise UnavailableError("The database cannot be reached just now. Try again in a minute.") from failure
        if answer.is_error:
            raise refusal(answer)
        return answer.content


def parsed(content: bytes) -> Json:
    """Parse JSON without ever making a float; a function that returns nothing answers with nothing."""
    return json.loads(content, parse_float=Decimal) if content else None


def reading(kind: type[Answer]) -> TypeAdapter[Answer]:
    """Return what turns JSON into `kind`; made at its first use, or every cold start would pay for all of them."""
    if kind not in READINGS:
        READINGS[kind] = TypeAdapter(kind)
    return READINGS[kind]


def narrowed(query: Mapping[str, str]) -> Mapping[str, str]:
    """Insist on a filter: PostgREST changes every visible row where there is none."""
    if not query.keys() - {"select"}:
        raise ValueError("a change without a filter would reach every visible row")
    return query


def refusal(answer: httpx.Response) -> Exception:
    """Say in the ports' terms why the database refused."""
    code, message = reason(answer)
    if code == "PT409":
        return StaleError("These books were rebuilt by somebody else in the meantime.")
    if code in NO_SUCH_ROW or (answer.status_code == httpx.codes.NOT_FOUND and code not in SCHEMA_IS_STALE):
        return NotFoundError("There is no such thing, or it is not yours.")
    if answer.status_code == httpx.codes.CONFLICT:
        constraint = CONSTRAINT.search(message)
        return ConflictError("What is already stored contradicts this.", code=constraint[1] if constraint else None)
    if code.startswith(MALFORMED):
        return DomainError("A value in the request is malformed or too large.", code="invalid_value")
    return refusal_by_status(answer.status_code) or RuntimeError(
        f"the database refused {answer.request.method} {answer.request.url.path}: {code} {message}"
    )


def refusal_by_status(status: int) -> Exception | None:
    """Say what a status alone means; None where it means a mistake of ours."""
    if status == httpx.codes.UNAUTHORIZED:
        return SignedOutError("Your session has ended. Sign in again.")
    if status == httpx.codes.FORBIDDEN:
        return ForbiddenError("You may not do this.")
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return TooManyAttemptsError("You asked a moment ago. Try again in a minute.", retry_after=60)
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return UnavailableError("The database could not answer just now. Try again in a minute.")
    return None


def reason(answer: httpx.Response) -> tuple[str, str]:
    """Return the code and the message of a refusal; both empty where the body is not PostgREST's."""
    try:
        body = answer.json()
    except ValueError:
        return "", ""
    return (str(body.get("code") or ""), str(body.get("message") or "")) if isinstance(body, dict) else ("", "")


def in_list(values: Sequence[str]) -> str:
    """Write a PostgREST `in` filter; each value is quoted, so none can end the list."""
    return f"in.({','.join(map(quoted, values))})"


def quoted(value: str) -> str:
    """Write a value that a PostgREST filter takes as it is, whatever is in it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
