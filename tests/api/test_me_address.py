"""Changing the mail address, through the running stack."""

import time
from collections.abc import Iterator

import httpx
import pytest

from dev.stack import Stack
from lib.gateways.redis.attempts import PER_ADDRESS
from lib.usecases.even_timing import AS_LONG_AS_A_KNOWN_ADDRESS
from tests.api.people import ANOTHER, PASSWORD, api_client, browser, mailed, new_address, settled, sign_in, told
from tests.local_stack import new_user

pytestmark = pytest.mark.usefixtures("functions")


@pytest.fixture
def client(stack: Stack) -> Iterator[httpx.Client]:
    """Return the browser of somebody who is signed in and whose password is PASSWORD."""
    with browser(stack) as client:
        sign_in(client, settled(stack))
        yield client


class TestChangingTheAddress:
    def test_is_done_by_the_link_in_the_mail_to_the_new_one(self, stack: Stack, client: httpx.Client) -> None:
        me, new = client.get("/api/me").json(), new_address()

        asked = client.post("/api/me/email", json={"email": new.upper(), "password": PASSWORD})
        before = client.get("/api/me").json()["email"]
        [token_hash] = mailed(stack, new, "email_change")
        changed = browser(stack).post("/api/auth/verify", json={"token_hash": token_hash, "type": "email_change"})

        assert told(asked) == (202, {"status": "check_mail"})
        assert before == me["email"]
        assert (changed.json()["user"]["id"], changed.json()["user"]["email"]) == (me["id"], new)
        assert sign_in(browser(stack), new).status_code == 200
        assert sign_in(browser(stack), me["email"]).status_code == 401
        happened = [item["kind"] for item in client.get("/api/me/activity").json()["items"]]
        assert "email_changed" in happened

    def test_is_known_at_once_to_another_device_whose_token_still_names_the_old_one(
        self, stack: Stack, client: httpx.Client
    ) -> None:
        present, new = client.get("/api/me").json()["email"], new_address()
        with browser(stack) as other:
            sign_in(other, present)
            client.post("/api/me/email", json={"email": new, "password": PASSWORD})
            [token_hash] = mailed(stack, new, "email_change")
            browser(stack).post("/api/auth/verify", json={"token_hash": token_hash, "type": "email_change"})

            changed = other.post("/api/me/password", json={"current_password": PASSWORD, "password": ANOTHER})

            assert other.get("/api/me").json()["email"] == new
            assert changed.status_code == 204
        assert sign_in(browser(stack), new, ANOTHER).status_code == 200

    def test_needs_the_password(self, stack: Stack, client: httpx.Client) -> None:
        new = new_address()

        answer = client.post("/api/me/email", json={"email": new, "password": ANOTHER})

        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_password")
        assert mailed(stack, new, "email_change") == []

    def test_tells_the_same_about_an_address_that_has_an_account(self, stack: Stack, client: httpx.Client) -> None:
        taken, free = settled(stack), new_address()

        answers = []
        for address in (taken, free):
            began = time.monotonic()
            answers.append(client.post("/api/me/email", json={"email": address, "password": PASSWORD}))
            assert time.monotonic() - began >= AS_LONG_AS_A_KNOWN_ADDRESS

        assert [told(answer) for answer in answers] == [(202, {"status": "check_mail"})] * 2
        assert mailed(stack, taken, "email_change") == []

    def test_link_works_once(self, stack: Stack, client: httpx.Client) -> None:
        new = new_address()
        client.post("/api/me/email", json={"email": new, "password": PASSWORD})
        link = {"token_hash": mailed(stack, new, "email_change")[0], "type": "email_change"}

        answers = [client.post("/api/auth/verify", json=link) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [200, 410]

    @pytest.mark.parametrize("email", ["ann", "", "a" * 250 + "@example.com", None])
    def test_refuses_what_is_no_address(self, client: httpx.Client, email: str | None) -> None:
        answer = client.post("/api/me/email", json={"email": email, "password": PASSWORD})

        assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, ["email"])

    def test_refuses_the_present_one(self, client: httpx.Client) -> None:
        present = client.get("/api/me").json()["email"]

        answer = client.post("/api/me/email", json={"email": present, "password": PASSWORD})

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "same_address")

    def test_stops_mails_to_one_address(self, stack: Stack) -> None:
        budget, target = PER_ADDRESS["change_email"].attempts, new_address()
        people = [new_user(stack, PASSWORD) for _ in range(budget + 1)]
        order = {"email": target, "password": PASSWORD}

        answers = [api_client(stack, each.access_token).post("/api/me/email", json=order) for each in people]

        assert [answer.status_code for answer in answers] == [202] * budget + [429]
