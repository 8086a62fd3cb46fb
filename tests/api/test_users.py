"""The job that deletes users, through the running stack."""

from uuid import uuid4

import httpx
import pytest

from dev.stack import Stack
from tests.api.people import run_sql
from tests.gateways.qstash.signing import signature_for
from tests.local_stack import User

pytestmark = pytest.mark.usefixtures("functions")

PATH = "/api/jobs/users/delete"


def deliver(stack: Stack, user_id: str, *, signed_for: str | None = None, **headers: str) -> httpx.Response:
    """Deliver a message as the queue does; `signed_for` is another body than the one delivered."""
    body = f'{{"user_id": "{user_id}"}}'
    url = stack.env["APP_URL"] + PATH
    signed = signature_for((signed_for or body).encode(), url=url, key=stack.env["QSTASH_CURRENT_SIGNING_KEY"])
    given = {"Upstash-Signature": signed, "Content-Type": "application/json", **headers}
    return httpx.post(url, content=body, headers=given)


def exists(stack: Stack, user: User) -> bool:
    return bool(run_sql(stack, "select 1 from auth.users where id = %s", user.id))


class TestDeletingAUser:
    def test_is_done_once_and_fine_twice(self, stack: Stack, person: User) -> None:
        answers = [deliver(stack, person.id), deliver(stack, person.id)]

        assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"status": "done"})] * 2
        assert not exists(stack, person)
        facts = run_sql(
            stack, "select count(*) from public.audit_log where user_id = %s and kind = 'deleted'", person.id
        )
        assert facts == [(1,)]

    def test_is_fine_for_somebody_who_never_was(self, stack: Stack) -> None:
        assert deliver(stack, str(uuid4())).status_code == 200

    def test_takes_a_signature(self, stack: Stack, person: User) -> None:
        answer = httpx.post(stack.env["APP_URL"] + PATH, json={"user_id": person.id}, headers=person.bearer)

        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "bad_signature")
        assert exists(stack, person)

    def test_takes_the_signature_of_this_very_message(self, stack: Stack, person: User) -> None:
        answer = deliver(stack, person.id, signed_for=f'{{"user_id": "{uuid4()}"}}')

        assert answer.status_code == 401
        assert exists(stack, person)

    def test_waits_for_another_delivery_when_auth_is_away(
        self, stack: Stack, person: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SUPABASE_URL", "http://127.0.0.1:1")

        answer = deliver(stack, person.id)

        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "auth_unavailable")
