"""A user's own account, through the running stack."""

import time
from collections.abc import Iterator

import httpx
import pytest

from dev.stack import Stack
from tests.api.people import ANOTHER, PASSWORD, api_client, browser, confirmed, run_sql, settled, sign_in
from tests.local_stack import User, new_user

pytestmark = pytest.mark.usefixtures("functions")


@pytest.fixture
def client(stack: Stack) -> Iterator[httpx.Client]:
    """Return the browser of somebody who is signed in and whose password is PASSWORD."""
    with browser(stack) as client:
        sign_in(client, settled(stack))
        yield client


def kinds(client: httpx.Client) -> list[str]:
    """Return what happened on the account, latest first."""
    return [item["kind"] for item in client.get("/api/me/activity").json()["items"]]


class TestTheProfile:
    def test_says_who_is_signed_in(self, client: httpx.Client) -> None:
        me = client.get("/api/me").json()

        assert (me["role"], me["preferences"]) == ("user", {})
        assert set(me) == {
            "id", "email", "role", "preferences", "trial_ends_at", "last_login_at", "created_at"
        }  # fmt: skip

    def test_keeps_preferences(self, client: httpx.Client) -> None:
        chosen = {"theme": "dark", "page_size": 50, "compact": True, "account": None}

        changed = client.patch("/api/me", json={"preferences": chosen})

        assert changed.json()["preferences"] == chosen
        assert client.get("/api/me").json()["preferences"] == chosen
        assert kinds(client)[0] == "preferences_changed"

    @pytest.mark.parametrize(
        "change",
        [
            {},
            {"preferences": "dark"},
            {"preferences": {"theme": {"nested": 1}}},
            {"preferences": {"note": "x" * 201}},
            {"preferences": {f"key{n}": 1 for n in range(51)}},
        ],
        ids=["nothing", "no object", "nested", "too long", "too many"],
    )
    def test_keeps_only_what_the_interface_may_remember(self, client: httpx.Client, change: dict[str, object]) -> None:
        assert client.patch("/api/me", json=change).status_code == 422

    def test_does_not_let_its_owner_choose_a_role_or_a_longer_trial(self, client: httpx.Client) -> None:
        before = client.get("/api/me").json()

        client.patch("/api/me", json={"preferences": {}, "role": "admin", "trial_ends_at": "2099-01-01T00:00:00Z"})

        assert client.get("/api/me").json() == before

    def test_is_each_users_own(self, stack: Stack, person: User, stranger: User) -> None:
        api_client(stack, person.access_token).patch("/api/me", json={"preferences": {"theme": "dark"}})

        other = api_client(stack, stranger.access_token).get("/api/me").json()

        assert (other["id"], other["preferences"]) == (stranger.id, {})


class TestChangingThePassword:
    def test_needs_the_present_one(self, client: httpx.Client) -> None:
        answer = client.post("/api/me/password", json={"current_password": ANOTHER, "password": "quite another 77 x"})

        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_password")

    def test_makes_the_new_one_count_and_the_old_one_not(self, stack: Stack, client: httpx.Client) -> None:
        address = client.get("/api/me").json()["email"]

        answer = client.post("/api/me/password", json={"current_password": PASSWORD, "password": ANOTHER})

        assert answer.status_code == 204
        assert sign_in(browser(stack), address, ANOTHER).status_code == 200
        assert sign_in(browser(stack), address, PASSWORD).status_code == 401
        assert "password_changed" in kinds(client)

    def test_ends_the_other_sessions_and_keeps_this_one(self, stack: Stack, client: httpx.Client) -> None:
        elsewhere = browser(stack)
        sign_in(elsewhere, client.get("/api/me").json()["email"])

        client.post("/api/me/password", json={"current_password": PASSWORD, "password": ANOTHER})

        assert elsewhere.post("/api/auth/refresh-token").status_code == 401
        assert client.post("/api/auth/refresh-token").status_code == 200

    @pytest.mark.parametrize(
        ("password", "code"),
        [("password123", "weak_password"), (PASSWORD, "same_password"), ("short", "weak_password")],
    )
    def test_refuses_a_bad_one(self, client: httpx.Client, password: str, code: str) -> None:
        answer = client.post("/api/me/password", json={"current_password": PASSWORD, "password": password})

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)

    def test_leaves_no_session_of_the_check_behind(self, stack: Stack, client: httpx.Client) -> None:
        user_id = client.get("/api/me").json()["id"]

        client.post("/api/me/password", json={"current_password": PASSWORD, "password": ANOTHER})

        assert run_sql(stack, "select count(*) from auth.sessions where user_id = %s", user_id) == [(1,)]


class TestActivity:
    def test_tells_what_happened_latest_first(self, stack: Stack) -> None:
        client = browser(stack)
        confirmed(stack, client)

        assert kinds(client) == ["sign_in", "email_confirmed"]

    def test_is_each_users_own(self, stack: Stack, person: User, stranger: User) -> None:
        api_client(stack, person.access_token).patch("/api/me", json={"preferences": {"theme": "dark"}})

        assert "preferences_changed" in kinds(api_client(stack, person.access_token))
        assert "preferences_changed" not in kinds(api_client(stack, stranger.access_token))


class TestDeleting:
    def test_needs_the_password(self, stack: Stack, client: httpx.Client) -> None:
        user_id = client.get("/api/me").json()["id"]

        answer = client.request("DELETE", "/api/me", json={"password": ANOTHER})

        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_password")
        assert run_sql(stack, "select count(*) from auth.users where id = %s", user_id) == [(1,)]

    def test_leaves_nothing_of_the_user_but_the_facts(self, stack: Stack, client: httpx.Client) -> None:
        me = client.get("/api/me").json()
        with_own_token = {"apikey": stack.publishable_key, "Authorization": f"Bearer {client.cookies['access']}"}
        tables = f"{stack.supabase_url}/rest/v1/tastytrade_accounts"
        assert httpx.post(tables, json={"name": "Main"}, headers=with_own_token).status_code == 201
        assert {"profiles", "tastytrade_accounts"} <= tables_with_rows_of(stack, me["id"])

        answer = client.request("DELETE", "/api/me", json={"password": PASSWORD})

        assert (answer.status_code, answer.json()) == (202, {"status": "deleting"})
        assert not client.cookies
        wait_until_deleted(stack, me["id"])
        assert tables_with_rows_of(stack, me["id"]) == {"audit_log"}
        facts = run_sql(stack, "select kind, detail::text from public.audit_log where user_id = %s", me["id"])
        assert {"deletion_requested", "deleted"} <= {str(kind) for kind, _ in facts}
        assert me["email"] not in str(facts)

    def test_signs_out_everywhere_and_for_good(self, stack: Stack) -> None:
        person = new_user(stack, PASSWORD)
        elsewhere = browser(stack)
        sign_in(elsewhere, person.email)

        api_client(stack, person.access_token).request("DELETE", "/api/me", json={"password": PASSWORD})

        assert elsewhere.post("/api/auth/refresh-token").status_code == 401
        wait_until_deleted(stack, person.id)
        assert sign_in(browser(stack), person.email).status_code == 401
        assert api_client(stack, person.access_token).get("/api/me").status_code == 401

    def test_that_cannot_be_queued_is_not_confirmed(
        self, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QSTASH_URL", "http://127.0.0.1:1")

        answer = client.request("DELETE", "/api/me", json={"password": PASSWORD})

        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "queue_unavailable")
        assert client.post("/api/auth/refresh-token").status_code == 200


class TestWithoutASignIn:
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/api/me"),
            ("PATCH", "/api/me"),
            ("DELETE", "/api/me"),
            ("POST", "/api/me/password"),
            ("POST", "/api/me/email"),
            ("GET", "/api/me/activity"),
        ],
    )
    def test_nothing_is_answered(self, stack: Stack, method: str, path: str) -> None:
        body = {"preferences": {}, "password": PASSWORD, "current_password": PASSWORD, "email": "new@example.com"}

        answer = browser(stack).request(method, path, json=body)

        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "signed_out")


def wait_until_deleted(stack: Stack, user_id: str) -> None:
    """Wait for the job, which the queue delivers in its own time."""
    end = time.monotonic() + 10
    while run_sql(stack, "select 1 from auth.users where id = %s", user_id):
        assert time.monotonic() < end, "the user is still there"
        time.sleep(0.05)


def tables_with_rows_of(stack: Stack, user_id: str) -> set[str]:
    """Return every table, ours or Auth's, in which the id occurs in any column."""
    tables = run_sql(
        stack, "select format('%%I.%%I', schemaname, tablename) from pg_tables where schemaname in ('public', 'auth')"
    )
    mentions = (
        (str(table), run_sql(stack, f"select count(*) from {table} t where t::text like %s", f"%{user_id}%"))  # noqa: S608 - names from the catalogue
        for (table,) in tables
    )
    return {table.removeprefix("public.") for table, counted in mentions if counted != [(0,)]}
