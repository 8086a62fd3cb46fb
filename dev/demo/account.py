"""Sign the demo trader up, confirm the address from the outbox, and upload the history; all over HTTP."""

import time
import uuid
from pathlib import Path
from typing import Any

import httpx

EMAIL = "demo@example.com"
PASSWORD = "a trader's quiet morning"  # noqa: S105 - of an account that exists on this machine only
HISTORY = Path(__file__).with_name("history.csv")
PUBLISHED_WITHIN = 60  # seconds


class DemoError(RuntimeError):
    """The demo account could not be made; the message says at which step."""


def ensure(app_url: str) -> None:
    """Make the demo account if it is not there. Raises DemoError."""
    with httpx.Client(base_url=app_url, timeout=60, trust_env=False) as client:
        try:
            if not _sign_in(client):
                _register(client)
            if not _json(client.get("/api/connections/accounts"))["items"]:
                _import(client)
        except httpx.HTTPError as failure:
            raise DemoError(f"{failure!r}") from failure


def _sign_in(client: httpx.Client) -> bool:
    answer = client.post(
        "/api/auth/login", json={"email": EMAIL, "password": PASSWORD}, headers={"X-Session": "bearer"}
    )
    return answer.is_success and _keep_token(client, answer)


def _register(client: httpx.Client) -> None:
    _json(client.post("/api/auth/register", json={"email": EMAIL, "password": PASSWORD}))
    mail = _json(client.get("/_dev/outbox", params={"to": EMAIL}))[0]
    spend = {"token_hash": mail["token_hash"], "type": mail["type"], "password": PASSWORD}
    answer = client.post("/api/auth/verify", json=spend, headers={"X-Session": "bearer"})
    _json(answer)
    _keep_token(client, answer)


def _keep_token(client: httpx.Client, answer: httpx.Response) -> bool:
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return True


def _import(client: httpx.Client) -> None:
    account = _json(client.post("/api/connections/accounts", json={"name": "Demo account"}))
    address = f"/api/connections/imports/{uuid.uuid4()}"
    query = {"account_id": account["id"], "file_name": HISTORY.name}
    csv = {"Content-Type": "text/csv"}
    _json(client.put(address, params=query, content=HISTORY.read_bytes(), headers=csv))
    end = time.monotonic() + PUBLISHED_WITHIN
    while _json(client.get(address))["state"] != "published":
        if time.monotonic() > end:
            raise DemoError("the demo history was stored, but its books were not published")
        time.sleep(0.2)


def _json(answer: httpx.Response) -> Any:  # noqa: ANN401 - whatever the endpoint answers
    if not answer.is_success:
        raise DemoError(
            f"{answer.request.method} {answer.request.url.path} answered {answer.status_code}: {answer.text}"
        )
    return answer.json()
