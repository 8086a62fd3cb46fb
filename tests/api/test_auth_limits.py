"""Limits on every credential route, through the running stack."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from dev.stack import Stack
from lib.gateways.redis.attempts import PER_ADDRESS, PER_CLIENT
from tests.api.people import api_client, browser, network_address, new_address, settled, sign_in

pytestmark = pytest.mark.usefixtures("functions")

# Every credential route with a request that costs nothing when it is let through.
ROUTES = {
    "verify": ("/api/auth/verify", {"token_hash": "0" * 56}),
    "refresh": ("/api/auth/refresh-token", {"refresh_token": "made-up"}),
    "reset": ("/api/auth/reset", {"token_hash": "0" * 56, "password": "short"}),
    "register": ("/api/auth/register", {"email": "EMAIL", "password": "short"}),
}


def until_refused(client: httpx.Client, path: str, body: dict[str, str], most: int) -> int:
    """Return how many requests were let through before the first 429."""
    for count in range(most + 1):
        answer = client.post(path, json={name: new_address() if v == "EMAIL" else v for name, v in body.items()})
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) >= 1
            assert answer.json()["error"]["code"] == "too_many_attempts"
            assert answer.json()["error"]["request_id"]
            return count
    return most + 1


def at_once(count: int, request: Callable[[], httpx.Response]) -> list[int]:
    """Make so many requests at the same time and return their statuses."""
    with ThreadPoolExecutor(count) as pool:
        return [answer.status_code for answer in pool.map(lambda _: request(), range(count))]


class TestLimits:
    @pytest.mark.parametrize("action", ROUTES)
    def test_stop_one_client(self, stack: Stack, action: str) -> None:
        path, body = ROUTES[action]
        budget = PER_CLIENT[action].attempts  # type: ignore[index]  # the keys of ROUTES are actions

        assert until_refused(api_client(stack), path, body, budget) == budget

    def test_do_not_stop_another_client(self, stack: Stack) -> None:
        path, body = ROUTES["verify"]
        until_refused(api_client(stack), path, body, PER_CLIENT["verify"].attempts)

        assert api_client(stack).post(path, json=body).status_code == 410

    def test_cannot_be_escaped_by_inventing_earlier_hops(self, stack: Stack) -> None:
        path, body = ROUTES["verify"]
        here = network_address()
        client = api_client(stack)

        answers = []
        for _ in range(PER_CLIENT["verify"].attempts + 1):
            client.headers["X-Forwarded-For"] = f"{network_address()}, {here}"
            answers.append(client.post(path, json=body).status_code)

        assert answers[-1] == 429

    @pytest.mark.parametrize("path", ["/api/auth/recover", "/api/auth/resend", "/api/auth/register"])
    def test_stop_mails_to_one_address_from_many_clients(self, stack: Stack, path: str) -> None:
        address, budget = new_address(), PER_ADDRESS["recover"].attempts
        order = {"email": address, "password": "short"}  # refused by /register after it was counted

        answers = at_once(budget + 1, lambda: api_client(stack).post(path, json=order))

        assert answers.count(429) == 1

    def test_stop_guessing_at_one_address_and_leave_its_owner_the_mailed_link(self, stack: Stack) -> None:
        address = settled(stack)
        at_once(PER_ADDRESS["sign_in"].attempts, lambda: sign_in(api_client(stack), address, "a wrong guess"))

        assert sign_in(browser(stack), address).status_code == 429
        assert browser(stack).post("/api/auth/recover", json={"email": address}).status_code == 202

    def test_are_the_same_for_an_address_that_nobody_has(self, stack: Stack) -> None:
        address, budget = new_address(), PER_ADDRESS["sign_in"].attempts

        answers = at_once(budget + 1, lambda: sign_in(api_client(stack), address))

        assert (answers.count(401), answers.count(429)) == (budget, 1)

    def test_that_cannot_be_counted_let_nobody_through(self, stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("UPSTASH_REDIS_REST_URL", "http://127.0.0.1:1")

        answer = sign_in(browser(stack), new_address())

        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "limits_unavailable")
        assert answer.headers["retry-after"]
