"""No route is open by oversight: all that need no sign-in are named here."""

import importlib
import re
import time
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from dev.stack import Stack
from tests.architecture.repository import function_files, module_name

OPEN = {
    ("GET", "/api/health"),
    *(
        ("POST", f"/api/auth/{name}")
        for name in ("register", "verify", "login", "refresh-token", "resend", "recover", "reset")
    ),
}
ID = "00000000-0000-4000-8000-000000000000"


def routes() -> Iterator[tuple[FastAPI, str, str]]:
    """Yield every application with the method and the path of each of its routes."""
    for file in function_files():
        app = importlib.import_module(module_name(file)).app
        # The app's own list holds the included router; its schema names what can be asked.
        for path, operations in app.openapi()["paths"].items():
            yield from ((app, method.upper(), path) for method in operations)


ROUTES = [pytest.param(*route, id=f"{route[1]} {route[2]}") for route in routes()]
CLOSED = [param for param in ROUTES if param.values[1:] not in OPEN]


async def ask(app: FastAPI, method: str, path: str, headers: dict[str, str]) -> httpx.Response:
    """Ask a route, as well formed as its address allows."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        return await client.request(method, re.sub(r"\{[^}]*\}", ID, path), headers=headers)


class TestEveryRouteButTheOpenOnes:
    @pytest.mark.parametrize(("app", "method", "path"), CLOSED)
    @pytest.mark.parametrize("who", ["nobody", "expired", "forged", "the publishable key", "the secret key"])
    async def test_refuses_whoever_is_not_signed_in(
        self, stack: Stack, app: FastAPI, method: str, path: str, who: str
    ) -> None:
        token = {
            "nobody": None,
            "expired": stack.mint(ID, exp=int(time.time()) - 60),
            "forged": stack.mint(ID, forged=True),
            "the publishable key": stack.publishable_key,
            "the secret key": stack.secret_key,
        }[who]

        answer = await ask(app, method, path, {"Authorization": f"Bearer {token}"} if token else {})

        assert answer.status_code == 401, answer.text
        assert set(answer.json()["error"]) == {"code", "message", "request_id"}


class TestTheOpenRoutes:
    def test_all_exist(self) -> None:
        assert {param.values[1:] for param in ROUTES} >= OPEN


class TestEveryRoute:
    @pytest.mark.parametrize(("app", "method", "path"), ROUTES)
    def test_says_what_it_answers_and_how_it_refuses(self, app: FastAPI, method: str, path: str) -> None:
        operation = app.openapi()["paths"][path][method.lower()]

        assert operation["responses"]["default"]["content"]["application/json"]["schema"]["$ref"].endswith(
            "ErrorAnswer"
        )
        assert operation["description"]
