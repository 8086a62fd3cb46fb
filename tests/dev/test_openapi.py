"""The one description of all endpoints."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, create_model

from dev import openapi, routes
from dev.openapi import document


class Amount(BaseModel):
    """An amount that two functions may both answer with."""

    usd: str


def function(path: str, answer: type[BaseModel] = Amount) -> FastAPI:
    """Return a function of one endpoint."""
    app = FastAPI()
    app.add_api_route(path, lambda: None, response_model=answer, name=path)
    return app


def served(monkeypatch: pytest.MonkeyPatch, *apps: FastAPI) -> None:
    """Let these be all functions there are."""
    by_name = {f"/api/{number}": app for number, app in enumerate(apps)}
    monkeypatch.setattr(routes, "functions", lambda: dict.fromkeys(by_name, Path()))
    monkeypatch.setattr(openapi, "load", by_name.__getitem__)


class TestTheDescription:
    def test_holds_the_endpoints_of_every_function(self) -> None:
        paths = set(document()["paths"])

        assert {"/api/auth/register", "/api/me", "/api/health"} <= paths

    def test_is_the_same_each_time(self) -> None:
        assert document() == document()

    def test_lets_two_functions_answer_with_the_same_thing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        served(monkeypatch, function("/api/a"), function("/api/b"))

        described = document()

        assert list(described["paths"]) == ["/api/a", "/api/b"]
        assert list(described["components"]["schemas"]) == ["Amount"]

    def test_refuses_one_path_from_two_functions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        served(monkeypatch, function("/api/a"), function("/api/a"))

        with pytest.raises(ValueError, match="the path /api/a"):
            document()

    def test_refuses_one_name_for_two_things(self, monkeypatch: pytest.MonkeyPatch) -> None:
        other = create_model("Amount", eur=(str, ...))
        served(monkeypatch, function("/api/a"), function("/api/b", other))

        with pytest.raises(ValueError, match="the schema Amount"):
            document()
