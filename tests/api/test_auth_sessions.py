"""Signing in and out, and renewing a session, through the running stack."""

import time
from http.cookies import SimpleCookie

import httpx
import pytest

from dev.stack import Stack
from lib.usecases.even_timing import AS_LONG_AS_A_KNOWN_ADDRESS
from tests.api.people import PASSWORD, api_client, browser, new_address, run_sql, settled, sign_in, told

pytestmark = pytest.mark.usefixtures("functions")


@pytest.fixture
def ann(stack: Stack) -> str:
    """Return the address of a confirmed user whose password is PASSWORD."""
    return settled(stack)


def cookies_of(answer: httpx.Response) -> SimpleCookie:
    cookies = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        cookies.load(line)
    return cookies


class TestSigningIn:
    def test_hands_a_browser_cookies_that_no_script_can_read(self, stack: Stack, ann: str) -> None:
        answer = sign_in(browser(stack), ann)

        cookies = cookies_of(answer)
        assert (cookies["access"]["path"], cookies["refresh"]["path"]) == ("/", "/api/auth/refresh-token")
        assert [bool(cookie["httponly"]) for cookie in cookies.values()] == [True, True]
        assert [cookie["samesite"].lower() for cookie in cookies.values()] == ["lax", "lax"]
        assert list(answer.json()) == ["user"]

    def test_hands_an_api_client_tokens_and_no_cookies(self, stack: Stack, ann: str) -> None:
        answer = sign_in(api_client(stack), ann)

        assert "set-cookie" not in answer.headers
        assert set(answer.json()) == {"user", "access_token", "refresh_token", "expires_in"}
        assert api_client(stack, answer.json()["access_token"]).get("/api/me").json() == answer.json()["user"]

    def test_tells_the_same_whatever_is_wrong(self, stack: Stack, ann: str) -> None:
        client, waiting = browser(stack), new_address()
        client.post("/api/auth/register", json={"email": waiting, "password": PASSWORD})

        wrong_password = told(sign_in(client, ann, "not the right one"))
        nobody = told(sign_in(client, new_address()))
        unconfirmed = told(sign_in(client, waiting))

        assert wrong_password == nobody == unconfirmed
        assert wrong_password[0] == 401

    def test_takes_as_long_to_refuse_an_address_it_does_not_know(self, stack: Stack, ann: str) -> None:
        client = browser(stack)

        for address in (ann, new_address()):
            started = time.perf_counter()
            sign_in(client, address, "not the right one")
            assert time.perf_counter() - started >= AS_LONG_AS_A_KNOWN_ADDRESS

    @pytest.mark.parametrize("sent", [None, "https://evil.example", "null"])
    def test_is_refused_to_a_page_of_another_site(self, stack: Stack, ann: str, sent: str | None) -> None:
        headers = {"Origin": sent} if sent else {}
        client = httpx.Client(base_url=stack.env["APP_URL"], headers=headers)

        answer = sign_in(client, ann)

        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "foreign_origin")
        assert "set-cookie" not in answer.headers

    def test_is_refused_to_a_closed_account_which_cannot_renew_either(self, stack: Stack) -> None:
        client, address = browser(stack), settled(stack)
        sign_in(client, address)
        run_sql(
            stack,
            "update public.profiles set is_active = false from auth.users u where u.id = user_id and u.email = %s",
            address,
        )

        answers = [sign_in(browser(stack), address), client.post("/api/auth/refresh-token")]

        assert [answer.json()["error"]["code"] for answer in answers] == ["account_closed"] * 2
        assert [answer.status_code for answer in answers] == [403, 403]

    def test_is_written_down(self, stack: Stack, ann: str) -> None:
        client = browser(stack)
        sign_in(client, ann)

        assert client.get("/api/me/activity").json()["items"][0]["kind"] == "sign_in"
        assert client.get("/api/me").json()["last_login_at"] is not None


class TestRenewing:
    def test_gives_a_browser_new_cookies(self, stack: Stack, ann: str) -> None:
        client = browser(stack)
        before = cookies_of(sign_in(client, ann))

        answer = client.post("/api/auth/refresh-token")

        after = cookies_of(answer)
        assert answer.status_code == 200
        assert after["refresh"].value != before["refresh"].value
        assert client.get("/api/me").json() == answer.json()["user"]

    def test_sends_the_refresh_token_to_no_other_address(self, stack: Stack, ann: str) -> None:
        client = browser(stack)
        sign_in(client, ann)

        sent = {
            path: client.build_request("POST", path).headers["cookie"]
            for path in ("/api/me", "/api/auth/logout", "/api/auth/refresh-token")
        }

        assert [path for path, cookie in sent.items() if "refresh=" in cookie] == ["/api/auth/refresh-token"]

    def test_gives_an_api_client_new_tokens(self, stack: Stack, ann: str) -> None:
        client = api_client(stack)
        first = sign_in(client, ann).json()["refresh_token"]

        answer = client.post("/api/auth/refresh-token", json={"refresh_token": first})

        assert answer.status_code == 200
        assert answer.json()["refresh_token"] != first

    def test_ends_the_session_when_an_old_token_is_used_again(self, stack: Stack, ann: str) -> None:
        client = api_client(stack)
        stolen = sign_in(client, ann).json()["refresh_token"]
        second = client.post("/api/auth/refresh-token", json={"refresh_token": stolen}).json()["refresh_token"]
        current = client.post("/api/auth/refresh-token", json={"refresh_token": second}).json()["refresh_token"]
        run_sql(
            stack,
            "update auth.refresh_tokens set updated_at = now() - interval '1 minute' where token = any(%s)",
            [stolen, second],
        )

        by_the_thief = client.post("/api/auth/refresh-token", json={"refresh_token": stolen})
        run_sql(
            stack,
            "update auth.refresh_tokens set updated_at = now() - interval '1 minute' where token = %s",
            current,
        )
        by_the_owner = client.post("/api/auth/refresh-token", json={"refresh_token": current})

        assert [by_the_thief.status_code, by_the_owner.status_code] == [401, 401]

    @pytest.mark.parametrize("body", [None, {"refresh_token": "made-up"}])
    def test_needs_a_token_that_was_given_out(self, stack: Stack, body: dict[str, str] | None) -> None:
        answer = api_client(stack).post("/api/auth/refresh-token", json=body)

        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "signed_out")

    def test_is_refused_to_a_page_of_another_site(self, stack: Stack, ann: str) -> None:
        client = browser(stack)
        sign_in(client, ann)

        answer = client.post("/api/auth/refresh-token", headers={"Origin": "https://evil.example"})

        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "foreign_origin")


class TestSigningOut:
    def test_ends_this_session_and_leaves_the_others(self, stack: Stack, ann: str) -> None:
        here, there = browser(stack), browser(stack)
        sign_in(here, ann)
        sign_in(there, ann)
        kept = here.cookies.get("refresh")

        answer = here.post("/api/auth/logout", json={"scope": "local"})

        assert answer.status_code == 204
        assert not here.cookies
        assert there.post("/api/auth/refresh-token").status_code == 200
        here.cookies.set("refresh", kept or "", domain="127.0.0.1", path="/")
        assert here.post("/api/auth/refresh-token").status_code == 401

    def test_everywhere_ends_every_session(self, stack: Stack, ann: str) -> None:
        here, there = browser(stack), browser(stack)
        sign_in(here, ann)
        sign_in(there, ann)

        here.post("/api/auth/logout", json={"scope": "global"})

        assert there.post("/api/auth/refresh-token").status_code == 401

    def test_works_for_an_api_client(self, stack: Stack, ann: str) -> None:
        tokens = sign_in(api_client(stack), ann).json()

        answer = api_client(stack, tokens["access_token"]).post("/api/auth/logout", json={})

        again = api_client(stack).post("/api/auth/refresh-token", json={"refresh_token": tokens["refresh_token"]})
        assert [answer.status_code, again.status_code] == [204, 401]

    def test_is_refused_to_a_page_of_another_site(self, stack: Stack, ann: str) -> None:
        client = browser(stack)
        sign_in(client, ann)

        answer = client.post("/api/auth/logout", json={}, headers={"Origin": "https://evil.example"})

        assert answer.status_code == 403
        assert client.post("/api/auth/refresh-token").status_code == 200
