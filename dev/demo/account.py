"""Sign the demo trader up, confirm the address from the outbox, and upload the history; all over HTTP."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

EMAIL = "demo@example.com"
PASSWORD = "a trader's quiet morning"  # noqa: S105 - of an account that exists on this machine only
NAME = "Demo account"
HISTORY = Path(__file__).with_name("history.csv")
PUBLISHED_WITHIN = 60  # seconds


class DemoError(RuntimeError):
    """The demo account could not be made; the message says at which step."""


def ensure(app_url: str) -> str:
    """Make the demo account with its imported history if it is not there; return its token. Raises DemoError."""
    with calling(app_url) as client:
        token = _sign_in(client) or _register(client)
    with calling(app_url, token) as client:
        if not accounts(client):
            _import(client)
    return token


@contextmanager
def calling(app_url: str, token: str | None = None) -> Iterator[httpx.Client]:
    """Yield a client that calls with a token; what the network breaks raises DemoError."""
    headers = {"Authorization": f"Bearer {token}"} if token else None
    with httpx.Client(base_url=app_url, headers=headers, timeout=60, trust_env=False) as client:
        try:
            yield client
        except httpx.HTTPError as failure:
            raise DemoError(f"{failure!r}") from failure


def accounts(client: httpx.Client) -> list[dict[str, Any]]:
    """Return the demo trader's accounts. Raises DemoError."""
    items: list[dict[str, Any]] = told(client.get("/api/connections/accounts"))["items"]
    return items


def told(answer: httpx.Response) -> Any:  # noqa: ANN401 - whatever the endpoint answers
    """Return what an endpoint answered. Raises DemoError where it refused."""
    if not answer.is_success:
        raise DemoError(
            f"{answer.request.method} {answer.request.url.path} answered {answer.status_code}: {answer.text}"
        )
    return answer.json()


def _sign_in(client: httpx.Client) -> str | None:
    answer = client.post(
        "/api/auth/login", json={"email": EMAIL, "password": PASSWORD}, headers={"X-Session": "bearer"}
    )
    return _token(answer) if answer.is_success else None


def _register(client: httpx.Client) -> str:
    told(client.post("/api/auth/register", json={"email": EMAIL, "password": PASSWORD}))
    mail = told(client.get("/_dev/outbox", params={"to": EMAIL}))[0]
    spend = {"token_hash": mail["token_hash"], "type": mail["type"], "password": PASSWORD}
    return _token(client.post("/api/auth/verify", json=spend, headers={"X-Session": "bearer"}))


def _token(answer: httpx.Response) -> str:
    return str(told(answer)["access_token"])


def _import(client: httpx.Client) -> None:
    account = told(client.post("/api/connections/accounts", json={"name": NAME}))
    address = f"/api/connections/imports/{uuid.uuid4()}"
    query = {"account_id": account["id"], "file_name": HISTORY.name}
    csv = {"Content-Type": "text/csv"}
    told(client.put(address, params=query, content=HISTORY.read_bytes(), headers=csv))
    end = time.monotonic() + PUBLISHED_WITHIN
    while told(client.get(address))["state"] != "published":
        if time.monotonic() > end:
            raise DemoError("the demo history was stored, but its books were not published")
        time.sleep(0.2)
