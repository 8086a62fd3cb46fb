"""The jobs that rebuild and verify books, as the queue delivers them."""

import logging
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest

from dev.stack import Stack
from tests.api.histories import history, stock
from tests.api.people import run_sql
from tests.api.trader import Trader, trader_of
from tests.gateways.qstash.signing import signature_for
from tests.local_stack import User

REBUILD, VERIFY = "/api/jobs/books/rebuild", "/api/jobs/books/verify"
ROUND_TRIP = history(stock("2024-01-03", "Buy to Open", 100, "5.00"), stock("2024-01-04", "Sell to Close", 100, "6.50"))


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        yield trader


@pytest.fixture
async def account(trader: Trader) -> str:
    account = await trader.add_account("Margin")
    await trader.import_file(account, ROUND_TRIP)
    return account


async def deliver(stack: Stack, path: str, account_id: str, **headers: str) -> httpx.Response:
    """Deliver a message as the queue does."""
    body = f'{{"account_id": "{account_id}"}}'
    url = stack.env["APP_URL"] + path
    signed = signature_for(body.encode(), url=url, key=stack.env["QSTASH_CURRENT_SIGNING_KEY"])
    given = {"Upstash-Signature": signed, "Content-Type": "application/json", **headers}
    async with httpx.AsyncClient() as http:
        return await http.post(url, content=body, headers=given)


class TestRebuild:
    async def test_delivered_again_finds_nothing_to_do(self, stack: Stack, account: str) -> None:
        answer = await deliver(stack, REBUILD, account)

        assert (answer.status_code, answer.json()) == (200, {"outcome": "current", "underlyings": 0, "changes": 0})

    async def test_of_an_account_that_is_gone_is_fine(self, stack: Stack, functions: str) -> None:
        assert functions
        answer = await deliver(stack, REBUILD, str(uuid4()))

        assert (answer.status_code, answer.json()["outcome"]) == (200, "gone")

    @pytest.mark.parametrize("path", [REBUILD, VERIFY])
    async def test_takes_a_signature(self, trader: Trader, account: str, path: str) -> None:
        answer = await trader.http.post(path, json={"account_id": account})

        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "bad_signature")


class TestVerify:
    async def test_finds_published_books_equal_to_a_full_rebuild(self, stack: Stack, account: str) -> None:
        answer = await deliver(stack, VERIFY, account)

        assert (answer.status_code, answer.json()) == (200, {"verdict": "equal", "rows": 2, "ids": {}})

    async def test_names_and_logs_a_difference(
        self, stack: Stack, account: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        tampering = "update public.closings set digest = 'x' where account_id = %s returning id"
        [(closing,)] = run_sql(stack, tampering, account)

        answer = await deliver(stack, VERIFY, account)

        assert answer.json() == {"verdict": "different", "rows": 2, "ids": {"closings": [closing]}}
        assert [str(closing) in entry.getMessage() for entry in caplog.records if entry.levelno == logging.ERROR] == [
            True
        ]
