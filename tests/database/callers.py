"""Who calls PostgREST: a signed-in user, a stranger with a token that is worth nothing, or the service."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import httpx
import psycopg
from psycopg.rows import dict_row

from dev.stack import Stack

HTTP = httpx.Client(timeout=20, trust_env=False)


def refuse_float(number: str) -> NoReturn:
    raise AssertionError(f"{number} came as a JSON number: money and quantities are strings on the wire")


@dataclass(frozen=True)
class Caller:
    """One role over PostgREST; `token` None means that only the API key speaks."""

    url: str
    api_key: str
    token: str | None
    prefer: str = "return=representation"

    def request(self, method: str, path: str, body: object = None, **filters: str) -> httpx.Response:
        headers = {"apikey": self.api_key, "Prefer": self.prefer}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        return HTTP.request(method, f"{self.url}/rest/v1/{path}", params=filters, json=body, headers=headers)

    def select(self, table: str, **filters: str) -> httpx.Response:
        return self.request("GET", table, **filters)

    def insert(self, table: str, row: Mapping[str, object]) -> httpx.Response:
        return self.request("POST", table, row)

    def update(self, table: str, changes: Mapping[str, object], **filters: str) -> httpx.Response:
        return self.request("PATCH", table, changes, **filters)

    def delete(self, table: str, **filters: str) -> httpx.Response:
        return self.request("DELETE", table, **filters)

    def rpc(self, name: str, **arguments: object) -> httpx.Response:
        return self.request("POST", f"rpc/{name}", arguments)

    def call(self, name: str, **arguments: object) -> Any:  # noqa: ANN401 - whatever the function's JSON holds
        """Call a function that must answer; a float anywhere in the answer is a failure."""
        answer = self.rpc(name, **arguments)
        assert answer.status_code == httpx.codes.OK, answer.text
        return json.loads(answer.text, parse_float=refuse_float)


def user_of(stack: Stack, token: str) -> Caller:
    return Caller(stack.supabase_url, stack.publishable_key, token)


def nobody(stack: Stack) -> Caller:
    return Caller(stack.supabase_url, stack.publishable_key, None)


def service(stack: Stack) -> Caller:
    return Caller(stack.supabase_url, stack.secret_key, None)


@contextmanager
def database(stack: Stack) -> Iterator[psycopg.Connection[dict[str, Any]]]:
    """Look at the database itself, past row security."""
    with psycopg.connect(stack.database_url, autocommit=True, row_factory=dict_row) as connection:
        yield connection
