"""Who a request comes from is decided by a verified token, wherever it travels."""

import time

import httpx
import pytest

from dev.stack import Stack
from tests.local_stack import User

pytestmark = pytest.mark.usefixtures("functions")


def ask(stack: Stack, method: str = "GET", **headers: str) -> httpx.Response:
    """Ask for, or change, one's own profile."""
    body = {"preferences": {"theme": "dark"}} if method == "PATCH" else None
    return httpx.request(method, f"{stack.env['APP_URL']}/api/me", json=body, headers=headers)


class TestABearer:
    def test_says_who_asks(self, stack: Stack, person: User) -> None:
        assert ask(stack, **person.bearer).json()["id"] == person.id

    def test_may_change_things_from_anywhere_because_no_browser_sends_it_by_itself(
        self, stack: Stack, person: User
    ) -> None:
        assert ask(stack, "PATCH", **person.bearer, Origin="https://elsewhere.example").status_code == 200

    def test_counts_before_a_cookie(self, stack: Stack, person: User, stranger: User) -> None:
        answer = ask(stack, **person.bearer, Cookie=f"access={stranger.access_token}")

        assert answer.json()["id"] == person.id

    @pytest.mark.parametrize("scheme", ["Basic", "Token"])
    def test_is_the_only_scheme(self, stack: Stack, person: User, scheme: str) -> None:
        assert ask(stack, Authorization=f"{scheme} {person.access_token}").status_code == 401


class TestACookie:
    def test_says_who_asks(self, stack: Stack, person: User) -> None:
        assert ask(stack, Cookie=f"access={person.access_token}").json()["id"] == person.id

    def test_may_change_things_from_our_own_pages(self, stack: Stack, person: User) -> None:
        cookie = f"access={person.access_token}"

        assert ask(stack, "PATCH", Cookie=cookie, Origin=stack.env["APP_URL"]).status_code == 200

    @pytest.mark.parametrize("page", ["https://elsewhere.example", "null", "", "{app}.elsewhere.example", "{app}/"])
    def test_may_change_nothing_from_another_page(self, stack: Stack, person: User, page: str) -> None:
        origin = page.replace("{app}", stack.env["APP_URL"])

        answer = ask(stack, "PATCH", Cookie=f"access={person.access_token}", Origin=origin)

        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "foreign_origin")

    def test_may_change_nothing_without_saying_where_it_comes_from(self, stack: Stack, person: User) -> None:
        assert ask(stack, "PATCH", Cookie=f"access={person.access_token}").status_code == 403


class TestATokenThatDoesNotCount:
    @pytest.mark.parametrize("carried", ["bearer", "cookie"])
    @pytest.mark.parametrize("kind", ["expired", "forged", "of the service", "of another issuer", "without a name"])
    def test_is_refused_however_it_travels(self, stack: Stack, person: User, carried: str, kind: str) -> None:
        token = {
            "expired": stack.mint(person.id, exp=int(time.time()) - 60),
            "forged": stack.mint(person.id, forged=True),
            "of the service": stack.mint(person.id, role="service_role"),
            "of another issuer": stack.mint(person.id, iss="https://elsewhere.example/auth/v1"),
            "without a name": stack.mint(""),
        }[kind]
        headers = {"Authorization": f"Bearer {token}"} if carried == "bearer" else {"Cookie": f"access={token}"}

        answer = ask(stack, **headers)

        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "signed_out")
        assert answer.headers["www-authenticate"] == "Bearer"

    def test_is_not_made_good_by_the_right_one_beside_it(self, stack: Stack, person: User) -> None:
        expired = stack.mint(person.id, exp=int(time.time()) - 60)

        answer = ask(stack, Authorization=f"Bearer {expired}", Cookie=f"access={person.access_token}")

        assert answer.status_code == 401


class TestKeysThatCannotBeRead:
    def test_are_not_the_users_fault(self, stack: Stack, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SUPABASE_JWKS_URL", "http://127.0.0.1:1/keys")

        assert ask(stack, **person.bearer).status_code == 503
