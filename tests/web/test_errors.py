"""Whatever goes wrong, a caller gets one shape, and nothing that was sent comes back or reaches the log."""

import json
import logging
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import APIRouter
from pydantic import BaseModel

from lib.domain.errors import DomainError
from lib.ports.accounts import LinkSpentError, TooManyAttemptsError, WrongCredentialsError
from lib.ports.broker import AccessRevokedError, BrokerRefusedError, BrokerUnavailableError
from lib.ports.failures import (
    ConflictError,
    ForbiddenError,
    NotFoundError,
    PortError,
    SignedOutError,
    StaleError,
    UnavailableError,
)
from lib.ports.vault import BrokenSealError
from lib.web.create_app import create_app
from lib.web.logs import JsonLines

CANARY = "canary-7f3a9c"


class RowError(DomainError):
    """A refusal that knows where in a file it is."""

    code = "row_cut_short"
    line = 7
    column = "Price"


class OursError(RuntimeError):
    """An unanticipated error of our own."""


OursError.__module__ = "lib.somewhere"
RAISED: dict[str, Exception] = {}


class Order(BaseModel):
    """Something with a secret in it."""

    password: str
    count: int


router = APIRouter(prefix="/api/example")


@router.get("/raise/{name}")
async def raise_one(name: str) -> None:
    raise RAISED[name]


@router.post("/order")
async def order(order: Order) -> int:
    return order.count


app = create_app(router)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://app.example") as client:
        yield client


async def answer_to(client: httpx.AsyncClient, error: Exception) -> httpx.Response:
    RAISED["it"] = error
    return await client.get("/api/example/raise/it")


class TestAnticipatedErrors:
    @pytest.mark.parametrize(
        ("error", "status", "code"),
        [
            (DomainError("No."), 422, "refused"),
            (SignedOutError("No."), 401, "signed_out"),
            (WrongCredentialsError("No."), 401, "wrong_credentials"),
            (ForbiddenError("No."), 403, "forbidden"),
            (NotFoundError("No."), 404, "not_found"),
            (ConflictError("No."), 409, "conflict"),
            (StaleError("No."), 409, "stale"),
            (LinkSpentError("No."), 410, "link_spent"),
            (TooManyAttemptsError("No.", retry_after=9), 429, "too_many_attempts"),
            (UnavailableError("No."), 503, "unavailable"),
            (BrokerUnavailableError("No."), 503, "broker_unavailable"),
            (AccessRevokedError("No."), 409, "access_revoked"),
            (BrokerRefusedError("No."), 502, "broker_refused"),
            (BrokenSealError("No."), 500, "broken_seal"),
            (PortError("No."), 503, "unavailable"),
        ],
        ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
    )
    async def test_become_their_status_in_the_one_shape(
        self, client: httpx.AsyncClient, error: Exception, status: int, code: str
    ) -> None:
        answer = await answer_to(client, error)

        assert answer.status_code == status
        assert answer.json() == {
            "error": {"code": code, "message": "No.", "request_id": answer.headers["x-request-id"]}
        }

    async def test_say_where_in_a_file_they_are(self, client: httpx.AsyncClient) -> None:
        answer = await answer_to(client, RowError("The row is cut short."))

        error = answer.json()["error"]
        assert (error["code"], error["line"], error["column"]) == ("row_cut_short", 7, "Price")

    async def test_say_when_to_try_again(self, client: httpx.AsyncClient) -> None:
        answer = await answer_to(client, TooManyAttemptsError("No.", retry_after=42))

        assert answer.headers["retry-after"] == "42"

    async def test_pass_on_the_pause_that_the_broker_asked_for(self, client: httpx.AsyncClient) -> None:
        asked = await answer_to(client, BrokerUnavailableError("No.", retry_after=42))
        silent = await answer_to(client, BrokerUnavailableError("No."))

        assert (asked.headers["retry-after"], silent.headers["retry-after"]) == ("42", "5")


class TestRequestsThatMakeNoSense:
    async def test_name_the_field_and_do_not_quote_it(self, client: httpx.AsyncClient) -> None:
        answer = await client.post("/api/example/order", json={"password": CANARY, "count": CANARY})

        assert answer.status_code == 422
        assert answer.json()["error"]["code"] == "invalid_request"
        assert list(answer.json()["error"]["fields"]) == ["count"]
        assert CANARY not in answer.text

    async def test_are_told_so_when_they_are_no_json(self, client: httpx.AsyncClient) -> None:
        body = f'{{"password": "{CANARY}'.encode()
        answer = await client.post("/api/example/order", content=body, headers={"content-type": "application/json"})

        assert answer.status_code == 422
        assert answer.json()["error"]["code"] == "invalid_request"
        assert CANARY not in answer.text

    async def test_get_the_shape_at_an_unknown_address(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/api/example/nowhere")

        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")

    async def test_get_the_shape_for_another_method(self, client: httpx.AsyncClient) -> None:
        answer = await client.delete("/api/example/order")

        assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method_not_allowed")
        assert answer.headers["allow"] == "POST"


class TestUnexpectedErrors:
    async def test_say_nothing_but_the_id_to_ask_about(self, client: httpx.AsyncClient) -> None:
        answer = await answer_to(client, ValueError(CANARY))

        error = answer.json()["error"]
        assert (answer.status_code, error["code"]) == (500, "unexpected")
        assert error["request_id"] == answer.headers["x-request-id"]
        assert CANARY not in answer.text

    async def test_are_logged_once_with_their_place_and_without_a_librarys_words(
        self, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.INFO):
            await answer_to(client, ValueError(CANARY))

        errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
        assert len(errors) == 1
        line = JsonLines().format(errors[0])
        assert CANARY not in line
        assert json.loads(line)["error"]["type"] == "builtins.ValueError"
        assert json.loads(line)["error"]["at"][-1].endswith("raise_one")

    async def test_are_logged_in_our_own_words_when_they_are_ours(
        self, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        await answer_to(client, OursError("the books and the rows disagree"))

        [record] = [record for record in caplog.records if record.levelno >= logging.ERROR]
        assert json.loads(JsonLines().format(record))["error"]["text"] == "the books and the rows disagree"


class TestEveryAnswer:
    @pytest.mark.parametrize("path", ["/api/example/nowhere", "/api/example/raise/it"])
    async def test_may_not_be_kept_sniffed_framed_or_run(self, client: httpx.AsyncClient, path: str) -> None:
        RAISED["it"] = ValueError("no")
        answer = await client.get(path)

        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert answer.headers["referrer-policy"] == "no-referrer"

    async def test_carries_an_id_of_its_own(self, client: httpx.AsyncClient) -> None:
        ids = {(await client.get("/api/example/nowhere")).headers["x-request-id"] for _ in range(3)}

        assert len(ids) == 3

    async def test_is_logged_with_its_path_and_without_its_query(
        self, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.INFO):
            await client.get(f"/api/example/nowhere?account={CANARY}")

        assert "GET /api/example/nowhere 404" in caplog.text
        assert CANARY not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("lib"))
