"""Which function answers a path: what Vercel's router does with vercel.json."""

from pathlib import Path

import httpx
import pytest
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from dev import functions as served
from dev.functions import Functions
from dev.routes import ROOT, functions, rewrites, route

FILES = ["api/pnl.py", "api/jobs/books.py", "api/webhooks/stripe.py", "api/_shared.py", "api/__init__.py"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with our rewrites and a few functions."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "vercel.json").write_text((ROOT / "vercel.json").read_text())
    return tmp_path


@pytest.mark.parametrize(
    ("path", "function"),
    [
        ("/api/pnl", "/api/pnl"),
        ("/api/pnl/summary", "/api/pnl"),
        ("/api/pnl/by/day", "/api/pnl"),
        ("/api/jobs/books/rebuild", "/api/jobs/books"),
        ("/api/webhooks/stripe/events", "/api/webhooks/stripe"),
        ("/api/jobs", None),
        ("/api/jobs/nightly/run", None),
        ("/api/unknown/thing", None),
        ("/api/_shared", None),
        ("/apix/pnl/summary", None),
        ("/", None),
    ],
)
def test_a_path_finds_its_function(project: Path, path: str, function: str | None) -> None:
    assert route(path, functions(project), rewrites(project)) == function


def test_a_file_whose_name_starts_with_an_underscore_is_no_function(project: Path) -> None:
    assert set(functions(project)) == {"/api/pnl", "/api/jobs/books", "/api/webhooks/stripe"}


class TestServing:
    @pytest.fixture
    def client(self, monkeypatch: pytest.MonkeyPatch) -> httpx.AsyncClient:
        """Return a client of the dispatcher, its functions only saying what they saw."""

        async def echo(scope: Scope, receive: Receive, send: Send) -> None:
            seen = {"path": scope["path"], "query": scope["query_string"].decode()}
            await JSONResponse(seen)(scope, receive, send)

        monkeypatch.setattr(served, "load", lambda _: echo)
        return httpx.AsyncClient(transport=httpx.ASGITransport(Functions()), base_url="http://local")

    async def test_a_function_sees_the_path_the_browser_asked_for(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/api/pnl/summary?start=2026-01-01")

        assert answer.json() == {"path": "/api/pnl/summary", "query": "start=2026-01-01"}

    async def test_an_unknown_path_is_not_found_as_the_platform_says_it(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/api/nothing/here")

        assert (answer.status_code, answer.headers["x-vercel-error"]) == (404, "NOT_FOUND")


class TestTheRunningFunctions:
    async def test_answer_on_their_own_paths(self, functions: str) -> None:
        async with httpx.AsyncClient(base_url=functions) as client:
            health, stranger = await client.get("/api/health"), await client.get("/api/me")

        assert health.status_code == 200
        assert (stranger.status_code, stranger.json()["error"]["code"]) == (401, "signed_out")

    def test_show_the_mails_to_a_person_and_to_a_program(self, functions: str) -> None:
        page = httpx.get(f"{functions}/_dev/outbox", headers={"Accept": "text/html"})
        listed = httpx.get(f"{functions}/_dev/outbox", params={"to": "nobody@example.com"})

        assert "<h1" in page.text
        assert listed.json() == []
