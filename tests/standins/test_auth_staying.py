"""Refreshing and ending sessions, as the vendor's Python client does it."""

import psycopg
import pytest
from supabase_auth.errors import AuthApiError

from dev.stack import Stack
from tests.standins.people import Person, member


@pytest.fixture
def trader(stack: Stack) -> Person:
    """Return somebody who is signed in."""
    return member(stack)


def let_pass(person: Person, seconds: int) -> None:
    """Make the refresh tokens of one user that much older, instead of waiting."""
    with psycopg.connect(person.stack.database_url) as connection:
        connection.execute(
            """
            update auth.refresh_tokens set updated_at = updated_at - %s * interval '1 second'
            where user_id = (select id::text from auth.users where email = %s)
            """,
            (seconds, person.email),
        )


def refuse(person: Person, refresh_token: str) -> str | None:
    """Return the code with which a refresh token is refused, or None when it is taken."""
    try:
        person.elsewhere().client.auth.refresh_session(refresh_token)
    except AuthApiError as refused:
        return refused.code
    return None


class TestRefreshing:
    def test_swaps_the_token_for_another(self, trader: Person) -> None:
        _, first = trader.tokens()

        trader.client.auth.refresh_session()

        assert trader.tokens()[1] != first

    def test_gives_who_lost_the_answer_the_same_token_again(self, trader: Person) -> None:
        _, first = trader.tokens()
        trader.client.auth.refresh_session()

        lost = trader.elsewhere().client.auth.refresh_session(first)

        assert lost.session is not None
        assert lost.session.refresh_token == trader.tokens()[1]

    def test_forgives_an_older_token_within_ten_seconds(self, trader: Person) -> None:
        _, first = trader.tokens()
        trader.client.auth.refresh_session()
        trader.client.auth.refresh_session()

        assert refuse(trader, first) is None

    def test_ends_the_whole_family_when_an_old_token_is_used_later(self, trader: Person) -> None:
        _, first = trader.tokens()
        trader.client.auth.refresh_session()
        trader.client.auth.refresh_session()
        current = trader.tokens()[1]
        let_pass(trader, 11)

        assert refuse(trader, first) == "refresh_token_already_used"
        let_pass(trader, 11)
        assert refuse(trader, current) == "refresh_token_already_used"

    def test_leaves_the_other_sessions_of_the_user_alone(self, trader: Person) -> None:
        other = trader.elsewhere()
        other.sign_in()
        _, first = trader.tokens()
        trader.client.auth.refresh_session()
        trader.client.auth.refresh_session()
        let_pass(trader, 11)
        refuse(trader, first)

        assert refuse(other, other.tokens()[1]) is None

    def test_refuses_a_token_nobody_issued(self, trader: Person) -> None:
        assert refuse(trader, "neverissued1") == "refresh_token_not_found"


class TestSigningOut:
    def test_ends_this_session_only_when_asked_for_that(self, trader: Person) -> None:
        other = trader.elsewhere()
        other.sign_in()
        _, mine = trader.tokens()

        trader.client.auth.sign_out({"scope": "local"})

        assert refuse(trader, mine) == "refresh_token_not_found"
        assert refuse(other, other.tokens()[1]) is None

    def test_ends_the_other_sessions_only_when_asked_for_that(self, trader: Person) -> None:
        other = trader.elsewhere()
        other.sign_in()

        trader.client.auth.sign_out({"scope": "others"})

        assert refuse(other, other.tokens()[1]) == "refresh_token_not_found"
        assert refuse(trader, trader.tokens()[1]) is None

    def test_ends_every_session_otherwise(self, trader: Person) -> None:
        other = trader.elsewhere()
        other.sign_in()
        _, mine = trader.tokens()

        trader.client.auth.sign_out()

        assert refuse(trader, mine) == "refresh_token_not_found"
        assert refuse(other, other.tokens()[1]) == "refresh_token_not_found"

    def test_leaves_a_token_that_auth_refuses_and_the_tables_take_until_it_expires(self, trader: Person) -> None:
        access_token, _ = trader.tokens()
        trader.client.auth.sign_out()
        visitor = trader.elsewhere().client

        with pytest.raises(AuthApiError) as refused:
            visitor.auth.get_user(access_token)
        visitor.postgrest.auth(access_token)

        assert (refused.value.status, refused.value.code) == (403, "session_not_found")
        assert len(visitor.postgrest.from_("profiles").select("user_id").execute().data) == 1
