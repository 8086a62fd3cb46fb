"""The jobs that rebuild and verify books, as the queue delivers them."""

import asyncio
import base64
import json
import logging
import secrets
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from dev.stack import Stack
from tests.api.histories import history, stock
from tests.api.people import run_sql
from tests.api.trader import Trader, trader_of
from tests.gateways.qstash.signing import signature_for
from tests.local_stack import User

REBUILD, VERIFY, GIVEN_UP = "/api/jobs/books/rebuild", "/api/jobs/books/verify", "/api/jobs/books/given-up"
NIGHTLY = "/api/jobs/books/nightly"
LAST = "ffffffff-ffff-4fff-bfff-"  # so that the books of other tests are not compared as well
BREAKING = "alter table public.tastytrade_accounts add constraint broken check (books_version = 0 or id <> '{}')"
MENDING = "alter table public.tastytrade_accounts drop constraint if exists broken"
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


async def deliver(stack: Stack, path: str, account_id: str) -> httpx.Response:
    """Deliver a message about an account as the queue does."""
    return await send(stack, path, f'{{"account_id": "{account_id}"}}')


async def report_given_up(stack: Stack, account_id: str) -> httpx.Response:
    """Report a message about an account as given up, as the queue does."""
    source = base64.b64encode(f'{{"account_id": "{account_id}"}}'.encode()).decode()
    url = stack.env["APP_URL"] + REBUILD
    report = {"status": 500, "url": url, "retried": 3, "sourceMessageId": "msg_1", "sourceBody": source}
    return await send(stack, GIVEN_UP, json.dumps(report))


async def send(stack: Stack, path: str, body: str) -> httpx.Response:
    url = stack.env["APP_URL"] + path
    signed = signature_for(body.encode(), url=url, key=stack.env["QSTASH_CURRENT_SIGNING_KEY"])
    given = {"Upstash-Signature": signed, "Content-Type": "application/json"}
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

    @pytest.mark.parametrize("path", [REBUILD, VERIFY, GIVEN_UP, NIGHTLY])
    async def test_takes_a_signature(self, trader: Trader, account: str, path: str) -> None:
        answer = await trader.http.post(path, json={"account_id": account})

        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "bad_signature")


@pytest.fixture
async def broken(stack: Stack, trader: Trader) -> AsyncIterator[str]:
    """Add an account whose books cannot be published."""
    account = await trader.add_account("Broken")
    run_sql(stack, BREAKING.format(account))
    yield account
    run_sql(stack, MENDING)


async def failed(trader: Trader, import_id: str) -> dict[str, Any]:
    """Return an import once it says that its books were given up."""
    async with asyncio.timeout(60):
        while True:
            record: dict[str, Any] = await trader.get(f"/api/connections/imports/{import_id}")
            if record["error"]:
                return record
            await asyncio.sleep(0.05)


class TestGivingUp:
    async def test_says_at_the_import_that_its_books_could_not_be_built_until_asking_again_helps(
        self, stack: Stack, trader: Trader, broken: str
    ) -> None:
        import_id = (await trader.upload(broken, ROUND_TRIP)).json()["id"]
        record = await failed(trader, import_id)
        run_sql(stack, MENDING)

        again = await trader.http.post(f"/api/connections/imports/{import_id}/publish")

        assert (record["state"], record["rows_stored"], record["error"]["code"]) == ("stored", 2, "books_failed")
        assert (again.status_code, again.json()["error"]) == (202, None)
        assert (await trader.published(import_id))["error"] is None

    async def test_is_forgotten_once_another_rebuild_succeeds(self, stack: Stack, trader: Trader, broken: str) -> None:
        import_id = (await trader.upload(broken, ROUND_TRIP)).json()["id"]
        await report_given_up(stack, broken)
        known = await trader.get(f"/api/connections/imports/{import_id}")
        run_sql(stack, MENDING)

        await deliver(stack, REBUILD, broken)

        assert (known["state"], known["error"]["code"]) == ("stored", "books_failed")
        record = await trader.get(f"/api/connections/imports/{import_id}")
        assert (record["state"], record["error"]) == ("published", None)

    async def test_leaves_alone_what_is_published_by_then(self, stack: Stack, trader: Trader, account: str) -> None:
        answer = await report_given_up(stack, account)

        [record] = (await trader.get("/api/connections/imports", account_id=account))["items"]
        assert (answer.status_code, record["state"], record["error"]) == (204, "published", None)

    async def test_of_an_account_that_is_gone_is_fine(self, stack: Stack, functions: str) -> None:
        assert functions
        assert (await report_given_up(stack, str(uuid4()))).status_code == 204


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


@pytest.fixture
async def last_account(stack: Stack, trader: Trader, person: User) -> str:
    """Import into an account whose id is among the last there can be."""
    account = f"{LAST}{secrets.token_hex(6)}"
    async with httpx.AsyncClient(headers={"apikey": stack.publishable_key, **person.bearer}) as http:
        row = {"id": account, "name": "Last"}
        (await http.post(f"{stack.supabase_url}/rest/v1/tastytrade_accounts", json=row)).raise_for_status()
    await trader.import_file(account, ROUND_TRIP)
    return account


class TestEveryNight:
    async def test_the_books_of_each_account_with_rows_are_compared(
        self, stack: Stack, last_account: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        run_sql(stack, "update public.closings set digest = 'x' where account_id = %s", last_account)

        answer = await send(stack, NIGHTLY, json.dumps({"after": f"{LAST}000000000000"}))

        assert (answer.status_code, answer.json()["after"]) == (200, None)
        assert answer.json()["accounts"] >= 1
        async with asyncio.timeout(30):
            while not logged_errors(caplog, last_account):  # noqa: ASYNC110 - the server is another thread
                await asyncio.sleep(0.05)


def logged_errors(caplog: pytest.LogCaptureFixture, words: str) -> list[str]:
    """Return the errors that were logged with some words in them."""
    errors = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    return [error for error in errors if words in error]
