"""Messages to our own jobs, as the vendor's queue takes and delivers them."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dev.stack import Stack
from dev.stack.serving import Server
from lib.gateways.qstash.messages import Delivery, QStashMessages
from lib.ports.failures import UnavailableError
from lib.ports.messages import Message


class TestPublish:
    async def test_says_so_when_the_queue_is_away(self, stack: Stack) -> None:
        messages = QStashMessages("http://127.0.0.1:1", stack.env["QSTASH_TOKEN"], stack.env["APP_URL"])

        with pytest.raises(UnavailableError):
            await messages.publish("/api/jobs/users/delete", {"user_id": str(uuid4())})

    async def test_says_so_when_the_queue_refuses_us(self, stack: Stack) -> None:
        messages = QStashMessages(stack.env["QSTASH_URL"], "another token", stack.env["APP_URL"])

        with pytest.raises(UnavailableError) as refused:
            await messages.publish("/api/jobs/users/delete", {"user_id": str(uuid4())})

        assert refused.value.code == "queue_unavailable"


class TestPublishAll:
    async def test_delivers_every_message_as_its_path_is_to_be_delivered(self) -> None:
        deliveries = {"/api/jobs/a": Delivery(retries=5, flow="broker", at_once=20, on_failure="/api/jobs/failed")}
        async with listening() as (url, taken):
            messages = QStashMessages(url, "token", "https://app.example", deliveries)
            await messages.publish_all(
                [
                    Message(path="/api/jobs/a", body={"id": "1"}, deduplication_id="once"),
                    Message(path="/api/jobs/b", body={"id": "2"}),
                ]
            )

        [(path, [first, second])] = taken
        headers = {name.lower(): value for name, value in first["headers"].items()}
        assert path == "/v2/batch"
        assert (first["destination"], json.loads(first["body"])) == ("https://app.example/api/jobs/a", {"id": "1"})
        assert headers["upstash-retries"] == "5"
        assert headers["upstash-deduplication-id"] == "once"
        assert headers["upstash-flow-control-key"] == "broker"
        assert "parallelism=20" in headers["upstash-flow-control-value"]
        assert headers["upstash-failure-callback"] == "https://app.example/api/jobs/failed"
        assert "upstash-flow-control-key" not in {name.lower() for name in second["headers"]}

    async def test_says_so_when_the_queue_is_away(self) -> None:
        messages = QStashMessages("http://127.0.0.1:1", "token", "https://app.example")

        with pytest.raises(UnavailableError):
            await messages.publish_all([Message(path="/a", body={}), Message(path="/b", body={})])


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[str, list[tuple[str, list[dict[str, Any]]]]]]:
    """Listen where the vendor's client sends batches, and keep what comes."""
    taken: list[tuple[str, list[dict[str, Any]]]] = []

    async def batch(request: Request) -> JSONResponse:
        taken.append((request.url.path, await request.json()))
        return JSONResponse([{"messageId": "msg_1"}, {"messageId": "msg_2"}], 201)

    server = Server().serve(Starlette(routes=[Route("/v2/batch", batch, methods=["POST"])]))
    try:
        yield server.url, taken
    finally:
        server.stop()
