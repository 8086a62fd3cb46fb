"""The address in front of Auth and the tables: which key is which role."""

import httpx
import psycopg
import pytest

from dev.stack import Stack
from tests.local_stack import User, new_user

BROWSER = "Mozilla/5.0 (X11; Linux x86_64)"


def profiles(stack: Stack, **headers: str) -> httpx.Response:
    """Ask for every profile one may see."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(f"{stack.supabase_url}/rest/v1/profiles?select=user_id", headers=named)


class TestAnApiKey:
    def test_is_needed(self, stack: Stack) -> None:
        answer = profiles(stack)

        assert (answer.status_code, answer.json()["message"]) == (401, "No API key found in request")

    def test_must_be_one_of_the_projects(self, stack: Stack) -> None:
        answer = profiles(stack, apikey="sb_publishable_of_another_project")

        assert (answer.status_code, answer.json()["message"]) == (401, "Invalid API key")

    def test_that_is_publishable_sees_what_anybody_may_see(self, stack: Stack, person: User) -> None:
        assert person.id
        answer = profiles(stack, apikey=stack.publishable_key)

        assert answer.status_code == 401
        assert answer.json()["code"] == "42501"  # permission denied: nothing is granted to anon

    def test_that_is_secret_sees_everybodys_rows(self, stack: Stack) -> None:
        people = [new_user(stack).id for _ in range(2)]

        seen = {row["user_id"] for row in profiles(stack, apikey=stack.secret_key).json()}

        assert seen >= set(people)

    def test_that_is_secret_is_refused_from_a_browser(self, stack: Stack) -> None:
        answer = profiles(stack, apikey=stack.secret_key, user_agent=BROWSER)

        assert answer.status_code == 401


class TestAToken:
    def test_says_whose_rows_are_seen(self, stack: Stack, person: User, stranger: User) -> None:
        seen = [profiles(stack, apikey=stack.publishable_key, **who.bearer).json() for who in (person, stranger)]

        assert seen == [[{"user_id": person.id}], [{"user_id": stranger.id}]]

    @pytest.mark.parametrize("flaw", ["expired", "forged", "no token at all"])
    def test_is_refused_when_it_is_not_ours_or_too_old(self, stack: Stack, person: User, flaw: str) -> None:
        token = {
            "expired": stack.mint(person.id, exp=1),
            "forged": stack.mint(person.id, forged=True),
            "no token at all": "nonsense",
        }[flaw]

        answer = profiles(stack, apikey=stack.publishable_key, Authorization=f"Bearer {token}")

        assert answer.status_code == 401

    def test_is_verified_with_keys_that_need_no_api_key(self, stack: Stack) -> None:
        (key,) = httpx.get(stack.env["SUPABASE_JWKS_URL"]).json()["keys"]

        assert (key["kty"], key["crv"], key["alg"]) == ("EC", "P-256", "ES256")
        assert "d" not in key


class TestTheTables:
    def test_stop_at_a_thousand_rows_as_hosted_does(self, stack: Stack, person: User) -> None:
        with psycopg.connect(stack.database_url) as owner:
            owner.execute(
                "insert into audit_log (user_id, kind) select %s, 'sign_in' from generate_series(1, 1500)", (person.id,)
            )

        answer = httpx.get(
            f"{stack.supabase_url}/rest/v1/audit_log?select=id&limit=5000",
            headers={"apikey": stack.publishable_key, **person.bearer},
        )

        assert (answer.status_code, len(answer.json())) == (200, 1000)

    def test_may_be_read_from_any_page(self, stack: Stack) -> None:
        asked = httpx.options(
            f"{stack.supabase_url}/rest/v1/profiles",
            headers={"Origin": "https://app.example.com", "Access-Control-Request-Method": "GET"},
        )

        assert asked.headers["access-control-allow-origin"] == "*"
