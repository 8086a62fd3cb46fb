"""Signing up, confirming and signing in, as the vendor's Python client does it."""

import pytest
from supabase_auth.errors import AuthApiError, AuthWeakPasswordError

from dev.stack import Stack
from tests.standins.people import PASSWORD, Person, browser, member, newcomer


@pytest.fixture
def visitor(stack: Stack) -> Person:
    """Return somebody new."""
    return newcomer(stack)


@pytest.fixture
def trader(stack: Stack) -> Person:
    """Return somebody who is signed in."""
    return member(stack)


class TestSigningUp:
    def test_gives_a_user_but_no_session_before_the_address_is_confirmed(self, visitor: Person) -> None:
        answer = visitor.client.auth.sign_up({"email": visitor.email, "password": PASSWORD})

        assert answer.session is None
        assert answer.user is not None
        assert answer.user.email_confirmed_at is None
        with pytest.raises(AuthApiError) as refused:
            visitor.sign_in()
        assert (refused.value.status, refused.value.code) == (400, "email_not_confirmed")

    def test_mails_a_link_to_our_own_page(self, visitor: Person) -> None:
        visitor.sign_up()

        mail = visitor.mail()
        link = f"{visitor.stack.app_url}/confirm?token_hash={mail.token_hash}&amp;type=signup"
        assert (mail.to, mail.type, mail.subject) == (visitor.email, "signup", "Confirm your address")
        assert f'href="{link}"' in mail.html

    def test_answers_the_same_for_an_address_that_is_taken_and_mails_nothing(self, trader: Person) -> None:
        mails = len(trader.stack.outbox(trader.email))

        answer = browser(trader.stack).auth.sign_up({"email": trader.email, "password": PASSWORD})

        assert answer.session is None
        assert answer.user is not None
        assert answer.user.email == trader.email
        assert answer.user.identities == []
        assert len(trader.stack.outbox(trader.email)) == mails

    def test_refuses_a_short_password(self, visitor: Person) -> None:
        with pytest.raises(AuthWeakPasswordError) as refused:
            visitor.client.auth.sign_up({"email": visitor.email, "password": "short"})

        assert refused.value.reasons == ["length"]

    def test_refuses_what_is_no_address(self, visitor: Person) -> None:
        with pytest.raises(AuthApiError) as refused:
            visitor.client.auth.sign_up({"email": "nobody", "password": PASSWORD})

        assert refused.value.code == "validation_failed"

    def test_refuses_to_mail_again_at_once(self, visitor: Person) -> None:
        visitor.sign_up()

        with pytest.raises(AuthApiError) as refused:
            visitor.client.auth.resend({"type": "signup", "email": visitor.email})

        assert (refused.value.status, refused.value.code) == (429, "over_email_send_rate_limit")

    def test_says_the_same_to_who_asks_for_another_mail_to_an_unknown_address(self, visitor: Person) -> None:
        visitor.client.auth.resend({"type": "signup", "email": visitor.email})

        assert visitor.stack.outbox(visitor.email) == []


class TestConfirming:
    def test_begins_a_session(self, visitor: Person) -> None:
        visitor.sign_up()

        answer = visitor.client.auth.verify_otp({"type": "signup", "token_hash": visitor.mail().token_hash})

        assert answer.session is not None
        assert answer.user is not None
        assert answer.user.email_confirmed_at is not None

    def test_spends_the_token(self, visitor: Person) -> None:
        visitor.sign_up()
        visitor.confirm()

        with pytest.raises(AuthApiError) as refused:
            visitor.confirm()

        assert (refused.value.status, refused.value.code) == (403, "otp_expired")

    def test_refuses_a_token_of_another_kind(self, visitor: Person) -> None:
        visitor.sign_up()

        with pytest.raises(AuthApiError) as refused:
            visitor.client.auth.verify_otp({"type": "recovery", "token_hash": visitor.mail().token_hash})

        assert refused.value.code == "otp_expired"


class TestSigningIn:
    def test_gives_claims_that_verify_against_the_published_keys(self, trader: Person) -> None:
        trader.sign_in()

        answer = trader.client.auth.get_claims()

        assert answer is not None
        claims = dict(answer["claims"])
        assert answer["headers"]["alg"] == "ES256"
        assert claims["iss"] == f"{trader.stack.supabase_url}/auth/v1"
        assert (claims["aud"], claims["role"], claims["email"]) == ("authenticated", "authenticated", trader.email)

    def test_takes_an_address_in_any_case(self, trader: Person) -> None:
        answer = browser(trader.stack).auth.sign_in_with_password({"email": trader.email.upper(), "password": PASSWORD})

        assert answer.session is not None

    def test_does_not_tell_a_wrong_password_from_an_unknown_address(self, trader: Person, visitor: Person) -> None:
        said = []
        for person, password in ((trader, "a wrong password"), (visitor, PASSWORD)):
            with pytest.raises(AuthApiError) as refused:
                person.sign_in(password)
            said.append((refused.value.status, refused.value.code, refused.value.message))

        assert said == [(400, "invalid_credentials", "Invalid login credentials")] * 2

    def test_opens_the_users_own_rows_and_no_others(self, trader: Person, stack: Stack) -> None:
        other = member(stack)

        seen = [person.client.table("profiles").select("user_id").execute().data for person in (trader, other)]

        owners = [person.client.auth.get_user() for person in (trader, other)]
        assert seen == [[{"user_id": owner.user.id}] for owner in owners if owner]
        assert seen[0] != seen[1]
