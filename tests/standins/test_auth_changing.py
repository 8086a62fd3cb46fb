"""Recovery, changes, and the admin's routes, as the vendor's Python client does it."""

import pytest
from supabase_auth.errors import AuthApiError

from dev.stack import Stack
from supabase import Client
from tests.standins.people import NEW_PASSWORD, PASSWORD, Person, browser, member, newcomer


@pytest.fixture
def trader(stack: Stack) -> Person:
    """Return somebody who is signed in."""
    return member(stack)


@pytest.fixture
def service(stack: Stack) -> Client:
    """Return a client with the key that bypasses row security."""
    return browser(stack, stack.secret_key)


class TestRecovering:
    def test_a_mailed_token_lets_somebody_choose_a_new_password(self, trader: Person) -> None:
        forgetful = trader.elsewhere()

        forgetful.client.auth.reset_password_for_email(trader.email)
        mail = trader.mail()
        forgetful.client.auth.verify_otp({"type": "recovery", "token_hash": mail.token_hash})
        forgetful.client.auth.update_user({"password": NEW_PASSWORD})

        assert mail.type == "recovery"
        trader.elsewhere().sign_in(NEW_PASSWORD)
        with pytest.raises(AuthApiError, match="Invalid login credentials"):
            trader.elsewhere().sign_in(PASSWORD)

    def test_links_to_our_own_page(self, trader: Person) -> None:
        trader.client.auth.reset_password_for_email(trader.email)

        mail = trader.mail()
        assert f"{trader.stack.app_url}/reset?token_hash={mail.token_hash}&amp;type=recovery" in mail.html

    def test_says_the_same_for_an_unknown_address(self, stack: Stack) -> None:
        stranger = newcomer(stack)

        stranger.client.auth.reset_password_for_email(stranger.email)

        assert stack.outbox(stranger.email) == []

    def test_a_token_works_once(self, trader: Person) -> None:
        trader.client.auth.reset_password_for_email(trader.email)
        token_hash = trader.mail().token_hash
        trader.elsewhere().client.auth.verify_otp({"type": "recovery", "token_hash": token_hash})

        with pytest.raises(AuthApiError) as refused:
            trader.elsewhere().client.auth.verify_otp({"type": "recovery", "token_hash": token_hash})

        assert refused.value.code == "otp_expired"


class TestChanging:
    def test_a_password_ends_the_other_sessions(self, trader: Person) -> None:
        other = trader.elsewhere()
        other.sign_in()

        trader.client.auth.update_user({"password": NEW_PASSWORD})

        with pytest.raises(AuthApiError, match="Refresh Token Not Found"):
            other.client.auth.refresh_session()
        assert trader.client.auth.refresh_session().session is not None

    def test_refuses_the_password_it_already_is(self, trader: Person) -> None:
        with pytest.raises(AuthApiError) as refused:
            trader.client.auth.update_user({"password": PASSWORD})

        assert (refused.value.status, refused.value.code) == (422, "same_password")

    def test_an_address_is_changed_by_who_reads_mail_there(self, trader: Person) -> None:
        new = newcomer(trader.stack)

        trader.client.auth.update_user({"email": new.email})
        mail = new.mail()
        new.client.auth.verify_otp({"type": "email_change", "token_hash": mail.token_hash})

        assert mail.type == "email_change"
        new.elsewhere().sign_in()
        with pytest.raises(AuthApiError, match="Invalid login credentials"):
            trader.elsewhere().sign_in()

    def test_an_address_that_is_taken_is_refused(self, trader: Person, stack: Stack) -> None:
        with pytest.raises(AuthApiError) as refused:
            trader.client.auth.update_user({"email": member(stack).email})

        assert (refused.value.status, refused.value.code) == (422, "email_exists")


class TestAdministering:
    def test_adds_somebody_who_can_sign_in(self, service: Client, stack: Stack) -> None:
        person = newcomer(stack)

        service.auth.admin.create_user({"email": person.email, "password": PASSWORD, "email_confirm": True})

        person.sign_in()

    def test_lists_and_shows_users(self, service: Client, trader: Person) -> None:
        newest = service.auth.admin.list_users(page=1, per_page=1)[0]

        assert newest.email == trader.email
        assert service.auth.admin.get_user_by_id(newest.id).user.email == trader.email

    def test_deletes_a_user_with_everything(self, service: Client, trader: Person) -> None:
        user_id = service.auth.admin.list_users(page=1, per_page=1)[0].id

        service.auth.admin.delete_user(user_id)

        assert service.table("profiles").select("user_id").eq("user_id", user_id).execute().data == []
        with pytest.raises(AuthApiError, match="Invalid login credentials"):
            trader.elsewhere().sign_in()
        with pytest.raises(AuthApiError) as refused:
            service.auth.admin.delete_user(user_id)
        assert refused.value.code == "user_not_found"

    def test_a_banned_user_cannot_sign_in(self, service: Client, trader: Person) -> None:
        user_id = service.auth.admin.list_users(page=1, per_page=1)[0].id

        service.auth.admin.update_user_by_id(user_id, {"ban_duration": "24h"})

        with pytest.raises(AuthApiError) as refused:
            trader.elsewhere().sign_in()
        assert refused.value.code == "user_banned"

    def test_is_for_the_service_only(self, trader: Person) -> None:
        for client in (trader.client, browser(trader.stack)):
            with pytest.raises(AuthApiError) as refused:
                client.auth.admin.list_users()
            assert refused.value.code == "not_admin"
