"""Mails that nobody asked for, from the queue to the outbox."""

import asyncio

import pytest

from dev.stack import Stack
from lib.gateways.qstash.messages import QStashMessages
from lib.wiring.deliveries import DELIVERIES
from tests.local_stack import User

PATIENCE = 30  # seconds


async def mailed(stack: Stack, address: str, subject: str) -> str:
    async with asyncio.timeout(PATIENCE):
        while True:
            for mail in stack.outbox(address):
                if mail.subject == subject:
                    return mail.html
            await asyncio.sleep(0.05)


@pytest.mark.usefixtures("functions")
class TestReconnectNeeded:
    async def test_reaches_the_user_at_the_address_of_today(self, stack: Stack, person: User) -> None:
        env = stack.env
        queue = QStashMessages(env["QSTASH_URL"], env["QSTASH_TOKEN"], env["APP_URL"], DELIVERIES)

        await queue.publish("/api/jobs/sync/reconnect", {"user_id": person.id})

        html = await mailed(stack, person.email, "Connect tastytrade again")
        assert f'href="{env["APP_URL"]}/connections"' in html
