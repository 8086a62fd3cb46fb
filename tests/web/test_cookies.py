"""Session cookies fit where the application runs."""

from http.cookies import SimpleCookie

from fastapi import Response

from lib.ports.accounts import Session
from lib.web.cookies import SessionCookies
from lib.wiring.settings import Settings
from tests.web.environment import ENVIRONMENT

SESSION = Session(user_id="u", email="a@b.c", access_token="access-token", refresh_token="refresh-token", expires_in=60)


def given_at(app_url: str) -> SimpleCookie:
    """Return the cookies that a session becomes on a deployment."""
    response = Response()
    SessionCookies(Settings.of({**ENVIRONMENT, "APP_URL": app_url})).set(response, SESSION)
    return SimpleCookie("; ".join(response.headers.getlist("set-cookie")))


class TestOverHttps:
    def test_travel_encrypted_only_under_names_that_browsers_guard(self) -> None:
        cookies = given_at("https://app.example")

        assert set(cookies) == {"__Host-access", "__Secure-refresh"}
        assert all(cookie["secure"] for cookie in cookies.values())

    def test_belong_to_this_host_alone(self) -> None:
        assert {cookie["domain"] for cookie in given_at("https://app.example").values()} == {""}


class TestOnADevelopersMachine:
    def test_go_without_what_plain_http_would_have_a_browser_refuse(self) -> None:
        cookies = given_at("http://127.0.0.1:3000")

        assert set(cookies) == {"access", "refresh"}
        assert not any(cookie["secure"] for cookie in cookies.values())


class TestAnywhere:
    def test_are_for_no_script_and_not_sent_along_by_other_sites(self) -> None:
        for url in ("https://app.example", "http://127.0.0.1:3000"):
            cookies = given_at(url).values()
            assert all(cookie["httponly"] for cookie in cookies)
            assert {cookie["samesite"].lower() for cookie in cookies} == {"lax"}

    def test_give_the_refresh_token_to_one_path_only(self) -> None:
        cookies = given_at("https://app.example")

        assert cookies["__Host-access"]["path"] == "/"
        assert cookies["__Secure-refresh"]["path"] == "/api/auth/refresh-token"

    def test_live_as_long_as_what_they_hold(self) -> None:
        cookies = given_at("https://app.example")

        assert (cookies["__Host-access"]["max-age"], cookies["__Secure-refresh"]["max-age"]) == ("60", "2592000")
