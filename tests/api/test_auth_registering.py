"""Registering and confirming, through the running stack."""

from datetime import UTC, datetime, timedelta

import pytest

from dev.stack import Stack
from tests.api.people import (
    ANOTHER,
    PASSWORD,
    api_client,
    browser,
    confirmed,
    mailed,
    new_address,
    run_sql,
    settled,
    sign_in,
    told,
)

pytestmark = pytest.mark.usefixtures("functions")


class TestRegistering:
    def test_mails_a_link_whose_token_signs_in(self, stack: Stack) -> None:
        client, address = browser(stack), new_address()

        asked = client.post("/api/auth/register", json={"email": address.upper(), "password": PASSWORD})
        [token_hash] = mailed(stack, address, "signup")
        verified = client.post("/api/auth/verify", json={"token_hash": token_hash, "type": "signup"})

        assert told(asked) == (202, {"status": "check_mail"})
        assert verified.status_code == 200
        assert verified.json()["user"]["email"] == address
        assert client.get("/api/me").json() == verified.json()["user"]

    def test_starts_a_trial_of_30_days_when_the_address_is_confirmed(self, stack: Stack) -> None:
        client = browser(stack)
        confirmed(stack, client)

        ends = datetime.fromisoformat(client.get("/api/me").json()["trial_ends_at"])

        assert abs(ends - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=1)

    def test_signs_nobody_in_before_the_address_is_confirmed(self, stack: Stack) -> None:
        client = browser(stack)

        client.post("/api/auth/register", json={"email": new_address(), "password": PASSWORD})

        assert not client.cookies
        assert client.get("/api/me").status_code == 401

    def test_tells_the_same_about_an_address_that_has_an_account(self, stack: Stack) -> None:
        client = browser(stack)
        known, unknown = settled(stack), new_address()
        mails = mailed(stack, known, "signup")

        about_known = client.post("/api/auth/register", json={"email": known, "password": ANOTHER})
        about_unknown = client.post("/api/auth/register", json={"email": unknown, "password": ANOTHER})

        assert told(about_known) == told(about_unknown)
        assert set(about_known.headers) == set(about_unknown.headers)
        assert mailed(stack, known, "signup") == mails
        assert sign_in(client, known, ANOTHER).status_code == 401

    def test_tells_the_same_about_an_address_that_waits_for_its_confirmation(self, stack: Stack) -> None:
        client, address = browser(stack), new_address()

        first = client.post("/api/auth/register", json={"email": address, "password": PASSWORD})
        at_once_again = client.post("/api/auth/register", json={"email": address, "password": PASSWORD})

        assert told(first) == told(at_once_again)

    def test_does_not_tell_through_a_sign_in_with_the_password_just_chosen(self, stack: Stack) -> None:
        client = browser(stack)
        known, unknown = settled(stack), new_address()
        for address in (known, unknown):
            client.post("/api/auth/register", json={"email": address, "password": ANOTHER})

        assert told(sign_in(client, known, ANOTHER)) == told(sign_in(client, unknown, ANOTHER))

    @pytest.mark.parametrize("password", ["short", "password123", "qwertyuiop"])
    def test_refuses_a_bad_password_before_anybody_is_asked(self, stack: Stack, password: str) -> None:
        client, address = browser(stack), new_address()

        refused = client.post("/api/auth/register", json={"email": address, "password": password})

        assert refused.status_code == 422
        assert refused.json()["error"]["code"] == "weak_password"
        assert run_sql(stack, "select 1 from auth.users where email = %s", address) == []

    def test_refuses_the_users_own_address_as_a_password(self, stack: Stack) -> None:
        address = new_address()

        refused = browser(stack).post("/api/auth/register", json={"email": address, "password": f"{address}!9"})

        assert "your mail address" in refused.json()["error"]["message"]

    def test_refuses_what_is_no_address(self, stack: Stack) -> None:
        refused = browser(stack).post("/api/auth/register", json={"email": "ann", "password": PASSWORD})

        assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, ["email"])


class TestConfirming:
    def test_works_once(self, stack: Stack) -> None:
        client, address = browser(stack), new_address()
        client.post("/api/auth/register", json={"email": address, "password": PASSWORD})
        link = {"token_hash": mailed(stack, address, "signup")[0]}

        first, second = client.post("/api/auth/verify", json=link), client.post("/api/auth/verify", json=link)

        assert first.status_code == 200
        assert (second.status_code, second.json()["error"]["code"]) == (410, "link_spent")

    def test_is_not_done_by_a_mail_scanner_that_opens_the_link(self, stack: Stack) -> None:
        client, address = browser(stack), new_address()
        client.post("/api/auth/register", json={"email": address, "password": PASSWORD})
        [token_hash] = mailed(stack, address, "signup")

        opened = client.get("/api/auth/verify", params={"token_hash": token_hash, "type": "signup"})

        assert opened.status_code == 405
        assert client.post("/api/auth/verify", json={"token_hash": token_hash}).status_code == 200

    def test_refuses_a_made_up_link(self, stack: Stack) -> None:
        refused = browser(stack).post("/api/auth/verify", json={"token_hash": "0" * 56})

        assert (refused.status_code, refused.json()["error"]["code"]) == (410, "link_spent")

    def test_does_not_take_the_link_of_a_recovery(self, stack: Stack) -> None:
        client = browser(stack)

        refused = client.post("/api/auth/verify", json={"token_hash": "0" * 56, "type": "recovery"})

        assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, ["type"])


class TestSendingAgain:
    def test_mails_another_link_that_works(self, stack: Stack) -> None:
        client, address = browser(stack), new_address()
        client.post("/api/auth/register", json={"email": address, "password": PASSWORD})
        run_sql(
            stack, "update auth.users set confirmation_sent_at = now() - interval '1 hour' where email = %s", address
        )

        client.post("/api/auth/resend", json={"email": address})
        latest, *_ = mailed(stack, address, "signup")

        assert client.post("/api/auth/verify", json={"token_hash": latest}).status_code == 200

    def test_tells_the_same_about_every_address(self, stack: Stack) -> None:
        client = api_client(stack)
        known, waiting, unknown = settled(stack), new_address(), new_address()
        client.post("/api/auth/register", json={"email": waiting, "password": PASSWORD})

        answers = [client.post("/api/auth/resend", json={"email": each}) for each in (known, waiting, unknown)]

        assert [told(answer) for answer in answers] == [(202, {"status": "check_mail"})] * 3
