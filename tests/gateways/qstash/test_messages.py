"""Messages to our own jobs, as the vendor's queue takes and delivers them."""

from uuid import uuid4

import pytest

from dev.stack import Stack
from lib.gateways.qstash.messages import QStashMessages
from lib.ports.failures import UnavailableError
from lib.ports.messages import Message


class TestPublish:
    async def test_says_so_when_the_queue_is_away(self, stack: Stack) -> None:
        messages = QStashMessages("http://127.0.0.1:1", stack.env["QSTASH_TOKEN"], stack.env["APP_URL"])

        with pytest.raises(UnavailableError):
            await messages.publish("/api/jobs/users/delete", {"user_id": str(uuid4())})

    async def test_of_a_batch_says_so_when_the_queue_is_away(self, stack: Stack) -> None:
        messages = QStashMessages("http://127.0.0.1:1", stack.env["QSTASH_TOKEN"], stack.env["APP_URL"])

        with pytest.raises(UnavailableError):
            await messages.publish_batch("/api/jobs/books/verify", [Message({"account_id": "a"})], at_once=1)

    async def test_says_so_when_the_queue_refuses_us(self, stack: Stack) -> None:
        messages = QStashMessages(stack.env["QSTASH_URL"], "another token", stack.env["APP_URL"])

        with pytest.raises(UnavailableError) as refused:
            await messages.publish("/api/jobs/users/delete", {"user_id": str(uuid4())})

        assert refused.value.code == "queue_unavailable"
