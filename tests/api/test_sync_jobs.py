"""The jobs around a sync, as the queue delivers them."""

import base64
import json
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest

from dev.stack import Stack
from dev.standins.tastytrade.csv_history import account_from_csv
from tests.api.people import run_sql
from tests.gateways.qstash.signing import signature_for
from tests.stories.following import Follower, follower_of

HISTORY = """\
Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,Multiplier,\
Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Total,Currency
2026-11-18T15:11:27-0500,Trade,Buy to Open,BUY_TO_OPEN,F,Equity,Bought 5 F @ 10.00,-50.00,5,-10.00,0.00,-0.02,,,,,,,1,\
-50.02,USD
"""


@pytest.fixture
async def follower(stack: Stack, functions: str) -> AsyncIterator[Follower]:
    async with follower_of(stack, functions, account_from_csv(HISTORY, f"5J{uuid4().hex[:6].upper()}")) as follower:
        yield follower


@pytest.fixture
async def account(follower: Follower) -> str:
    return await follower.follow(follower.grant.customer.accounts[0])


async def deliver(stack: Stack, path: str, body: object = None) -> httpx.Response:
    """Deliver a message as the queue does; nothing at all is a body, too."""
    content = b"" if body is None else json.dumps(body).encode()
    url = f"{stack.env['APP_URL']}/api/jobs/sync/{path}"
    signed = signature_for(content, url=url, key=stack.env["QSTASH_CURRENT_SIGNING_KEY"])
    headers = {"Upstash-Signature": signed, "Content-Type": "application/json"}
    async with httpx.AsyncClient(timeout=60) as http:
        return await http.post(url, content=content, headers=headers)


def dead_message(account_id: str, answer: object, status: int = 503) -> dict[str, object]:
    """Return what QStash posts to a failure callback: https://upstash.com/docs/qstash/features/callbacks."""
    return {
        "status": status,
        "header": {"Content-Type": ["application/json"]},
        "body": base64.b64encode(json.dumps(answer).encode()).decode(),
        "retried": 5,
        "maxRetries": 5,
        "dlqId": "dlq_1",
        "sourceMessageId": "msg_1",
        "url": "https://app.example/api/jobs/sync/account",
        "method": "POST",
        "sourceHeader": {},
        "sourceBody": base64.b64encode(json.dumps({"account_id": account_id}).encode()).decode(),
        "notBefore": 0,
        "createdAt": 0,
    }


class TestFanOut:
    async def test_has_an_account_that_is_due_read_by_a_message_of_its_own(
        self, stack: Stack, follower: Follower, account: str
    ) -> None:
        answer = await deliver(stack, "fan-out")

        assert answer.status_code == 200, answer.text
        assert answer.json()["due"] >= 1
        assert (await follower.settled(account)).rows_seen == 1

    async def test_goes_on_after_the_account_it_is_given(self, stack: Stack, account: str) -> None:
        answer = await deliver(stack, "fan-out", {"after": "ffffffff-ffff-4fff-bfff-ffffffffffff", "slot": "1"})

        assert account
        assert answer.json() == {"due": 0, "after": None}


class TestFailed:
    async def test_keeps_our_last_words_where_the_user_reads_them(
        self, stack: Stack, follower: Follower, account: str
    ) -> None:
        ours = {"error": {"code": "broker_unavailable", "message": "tastytrade does not answer.", "request_id": "r"}}

        answer = await deliver(stack, "failed", dead_message(account, ours))

        failure = (await follower.linked(account)).failure
        assert answer.json() == {"status": "done"}
        assert failure is not None
        assert (failure.code, failure.message) == ("broker_unavailable", "tastytrade does not answer.")

    @pytest.mark.parametrize("answer", ["FUNCTION_INVOCATION_TIMEOUT", ["?"], {"error": "?"}, {"error": {"code": 7}}])
    async def test_has_words_of_its_own_for_any_other_answer(
        self, stack: Stack, follower: Follower, account: str, answer: object
    ) -> None:
        await deliver(stack, "failed", dead_message(account, answer, 504))

        failure = (await follower.linked(account)).failure
        assert failure is not None
        assert failure.code == "sync_failed"

    async def test_takes_a_report_of_which_nothing_can_be_read(self, stack: Stack, functions: str) -> None:
        assert functions
        report = dead_message("no id", "?") | {"body": "§", "sourceBody": "§"}

        assert (await deliver(stack, "failed", report)).status_code == 200


class TestReseal:
    async def test_leaves_what_the_newest_key_sealed(self, stack: Stack, follower: Follower, account: str) -> None:
        assert account
        before = run_sql(stack, "select * from broker_secrets where connection_id = %s", follower.connection_id)

        answer = await deliver(stack, "reseal")

        assert answer.json()["resealed"] == 0
        assert before == run_sql(stack, "select * from broker_secrets where connection_id = %s", follower.connection_id)

    async def test_seals_anew_when_a_key_was_put_before(
        self, stack: Stack, follower: Follower, account: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newer = f"k2:{base64.b64encode(bytes(32)).decode()}"
        monkeypatch.setenv("TOKEN_KEYS", f"{newer},{stack.env['TOKEN_KEYS']}")

        resealed = await deliver(stack, "reseal")

        ((secret, token),) = run_sql(
            stack,
            "select client_secret, refresh_token from broker_secrets where connection_id = %s",
            follower.connection_id,
        )
        assert resealed.json()["resealed"] >= 1
        assert str(secret).startswith("v1.k2.")
        assert str(token).startswith("v1.k2.")
        assert (await follower.sync(account)).rows_seen == 1
        monkeypatch.setenv("TOKEN_KEYS", f"{stack.env['TOKEN_KEYS']},{newer}")
        assert (await deliver(stack, "reseal")).json()["resealed"] >= 1  # for whoever comes after us


class TestReconnect:
    async def test_tells_the_user(self, stack: Stack, follower: Follower) -> None:
        assert (await deliver(stack, "reconnect", {"user_id": follower.user.id})).json() == {"status": "done"}


class TestEveryJob:
    @pytest.mark.parametrize("path", ["fan-out", "account", "failed", "reconnect", "reseal"])
    async def test_takes_a_signature(self, functions: str, path: str) -> None:
        async with httpx.AsyncClient() as http:
            answer = await http.post(f"{functions}/api/jobs/sync/{path}", json={"account_id": str(uuid4())})

        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "bad_signature")
