"""Clients of the functions as the local stack serves them: a browser, an API client, a mailbox."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import psycopg

from tests.local_stack import new_user

if TYPE_CHECKING:
    from dev.stack import Stack

PASSWORD = "violin harbor tuesday"
ANOTHER = "pencil orchard monday"


def new_address() -> str:
    """Return a mail address that nobody has used."""
    return f"{uuid4().hex[:12]}@example.com"


def network_address() -> str:
    """Return a client address of one's own, so that tests do not share limits."""
    return f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{1 + secrets.randbelow(254)}"


def browser(stack: Stack) -> httpx.Client:
    """Return a client that keeps cookies and says where its pages come from, as a browser does."""
    origin = stack.env["APP_URL"]
    return httpx.Client(base_url=origin, headers={"Origin": origin, "X-Forwarded-For": network_address()}, timeout=20)


def api_client(stack: Stack, access_token: str | None = None) -> httpx.Client:
    """Return a client that takes tokens instead of cookies, and sends one where it has it."""
    bearer = {"Authorization": f"Bearer {access_token}"} if access_token else {}
    headers = {"X-Session": "bearer", "X-Forwarded-For": network_address(), **bearer}
    return httpx.Client(base_url=stack.env["APP_URL"], headers=headers, timeout=20)


def mailed(stack: Stack, address: str, kind: str) -> list[str]:
    """Return the token hashes of the mails to an address, the latest first."""
    return [mail.token_hash for mail in stack.outbox() if mail.to == address and mail.type == kind]


def settled(stack: Stack) -> str:
    """Return the address of somebody who confirmed it long ago and whose password is PASSWORD."""
    return new_user(stack, PASSWORD).email


def confirmed(stack: Stack, client: httpx.Client) -> str:
    """Register and confirm somebody, who is then signed in; return the address."""
    address = new_address()
    assert client.post("/api/auth/register", json={"email": address, "password": PASSWORD}).status_code == 202
    [token_hash] = mailed(stack, address, "signup")
    assert client.post("/api/auth/verify", json={"token_hash": token_hash}).status_code == 200
    return address


def sign_in(client: httpx.Client, address: str, password: str = PASSWORD) -> httpx.Response:
    """Try to sign in."""
    return client.post("/api/auth/login", json={"email": address, "password": password})


def run_sql(stack: Stack, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Run a statement as the owner of the database, for what no user can do or see; return its rows."""
    with psycopg.connect(stack.database_url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []


def told(answer: httpx.Response) -> tuple[int, dict[str, object]]:
    """Return what an answer tells its caller, without what differs between any two answers."""
    body = answer.json()
    if "error" in body:
        body["error"].pop("request_id")
    return answer.status_code, body
