"""A forgotten password, through the running stack."""

import pytest

from dev.stack import Stack
from tests.api.people import ANOTHER, PASSWORD, browser, mailed, new_address, settled, sign_in, told

pytestmark = pytest.mark.usefixtures("functions")


def recovery_link(stack: Stack, address: str) -> str:
    """Ask for a recovery and return what the mail carries."""
    assert browser(stack).post("/api/auth/recover", json={"email": address}).status_code == 202
    return mailed(stack, address, "recovery")[0]


class TestRecovering:
    def test_tells_the_same_about_every_address(self, stack: Stack) -> None:
        client = browser(stack)
        known, unknown = settled(stack), new_address()

        answers = [client.post("/api/auth/recover", json={"email": each}) for each in (known, unknown, known)]

        assert [told(answer) for answer in answers] == [(202, {"status": "check_mail"})] * 3
        assert mailed(stack, unknown, "recovery") == []

    def test_ends_in_a_new_password_and_a_session(self, stack: Stack) -> None:
        client = browser(stack)
        address = settled(stack)

        answer = client.post("/api/auth/reset", json={"token_hash": recovery_link(stack, address), "password": ANOTHER})

        assert answer.json()["user"]["email"] == address
        assert client.get("/api/me").status_code == 200
        assert sign_in(browser(stack), address, ANOTHER).status_code == 200
        assert sign_in(browser(stack), address, PASSWORD).status_code == 401

    def test_ends_every_other_session(self, stack: Stack) -> None:
        elsewhere, address = browser(stack), settled(stack)
        sign_in(elsewhere, address)

        browser(stack).post("/api/auth/reset", json={"token_hash": recovery_link(stack, address), "password": ANOTHER})

        assert elsewhere.post("/api/auth/refresh-token").status_code == 401

    def test_leaves_the_link_unspent_for_a_password_that_is_too_easy(self, stack: Stack) -> None:
        client = browser(stack)
        link = recovery_link(stack, settled(stack))

        weak = client.post("/api/auth/reset", json={"token_hash": link, "password": "password123"})
        good = client.post("/api/auth/reset", json={"token_hash": link, "password": ANOTHER})

        assert (weak.status_code, weak.json()["error"]["code"]) == (422, "weak_password")
        assert good.status_code == 200

    def test_is_no_way_in_without_a_good_password(self, stack: Stack) -> None:
        client = browser(stack)
        address = settled(stack)

        answer = client.post(
            "/api/auth/reset", json={"token_hash": recovery_link(stack, address), "password": f"{address} x7"}
        )

        assert answer.status_code == 422
        assert "Ask for a new link" in answer.json()["error"]["message"]
        assert not client.cookies

    def test_works_once(self, stack: Stack) -> None:
        client = browser(stack)
        order = {"token_hash": recovery_link(stack, settled(stack)), "password": ANOTHER}

        first, second = client.post("/api/auth/reset", json=order), client.post("/api/auth/reset", json=order)

        assert (first.status_code, second.status_code) == (200, 410)
