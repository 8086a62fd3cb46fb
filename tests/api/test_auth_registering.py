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


class TestDecidingThePassword:
    """Auth keeps the first password given for an address that is not confirmed: anybody's."""

    def test_is_done_by_whoever_confirms_and_not_by_whoever_came_first(self, stack: Stack) -> None:
        strangers, owners = PASSWORD, ANOTHER
        stranger, owner, address = browser(stack), browser(stack), new_address()
        stranger.post("/api/auth/register", json={"email": address, "password": strangers})
        owner.post("/api/auth/register", json={"email": address, "password": owners})

        confirmed = owner.post("/api/auth/verify", json=link_to(stack, address, owners))

        assert confirmed.status_code == 200
        assert sign_in(browser(stack), address, owners).status_code == 200
        assert sign_in(stranger, address, strangers).status_code == 401

    @pytest.mark.parametrize("given_at_registration", [PASSWORD, ANOTHER], ids=["the same", "another"])
    def test_leaves_one_session_that_can_be_renewed(self, stack: Stack, given_at_registration: str) -> None:
        client, address = browser(stack), new_address()
        client.post("/api/auth/register", json={"email": address, "password": given_at_registration})

        confirmed = client.post("/api/auth/verify", json=link_to(stack, address, PASSWORD))

        assert client.get("/api/me").json() == confirmed.json()["user"]
        assert client.post("/api/auth/refresh-token").status_code == 200
        assert sessions_of(stack, address) == 1

    def test_leaves_the_link_unspent_for_a_password_that_is_too_easy(self, stack: Stack) -> None:
        client, address = browser(stack), new_address()
        client.post("/api/auth/register", json={"email": address, "password": PASSWORD})

        weak = client.post("/api/auth/verify", json=link_to(stack, address, "password123"))
        good = client.post("/api/auth/verify", json=link_to(stack, address, PASSWORD))

        assert (weak.status_code, weak.json()["error"]["code"]) == (422, "weak_password")
        assert good.status_code == 200

    def test_leaves_no_password_in_force_where_the_owners_is_refused_too_late(self, stack: Stack) -> None:
        stranger, owner, address = browser(stack), browser(stack), new_address()
        stranger.post("/api/auth/register", json={"email": address, "password": PASSWORD})

        refused = owner.post("/api/auth/verify", json=link_to(stack, address, f"{address} x7"))

        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "password_not_set")
        assert not owner.cookies
        assert sessions_of(stack, address) == 0
        assert sign_in(stranger, address, PASSWORD).status_code == 401
        owner.post("/api/auth/recover", json={"email": address})
        recovery = {"token_hash": mailed(stack, address, "recovery")[0], "password": ANOTHER}
        assert owner.post("/api/auth/reset", json=recovery).status_code == 200

    def test_has_no_place_beside_a_change_of_address(self, stack: Stack) -> None:
        order = {"token_hash": "0" * 56, "type": "email_change", "password": PASSWORD}

        refused = browser(stack).post("/api/auth/verify", json=order)

        assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, ["password"])
        assert PASSWORD not in refused.text


def link_to(stack: Stack, address: str, password: str) -> dict[str, str]:
    """Return what the confirm page sends: the latest link's token and the password typed beside it."""
    return {"token_hash": mailed(stack, address, "signup")[0], "type": "signup", "password": password}


def sessions_of(stack: Stack, address: str) -> object:
    """Return how many sessions an address has."""
    joined = "auth.sessions join auth.users on users.id = sessions.user_id"
    [(count,)] = run_sql(stack, f"select count(*) from {joined} where email = %s", address)  # noqa: S608 - our own words
    return count


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
