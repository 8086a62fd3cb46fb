"""The profile a sign-up brings: the trial is set once, and its owner writes nothing but preferences."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from dev.stack import Stack
from tests.database.callers import user_of
from tests.database.world import World
from tests.local_stack import new_user

Database = psycopg.Connection[dict[str, Any]]


def profile_of(db: Database, user_id: str) -> dict[str, Any]:
    found = db.execute("select * from public.profiles where user_id = %s", [user_id]).fetchone()
    assert found is not None
    return found


def events_of(db: Database, user_id: str) -> list[str]:
    rows = db.execute("select kind from public.audit_log where user_id = %s order by at, kind", [user_id])
    return [row["kind"] for row in rows]


class TestSigningUp:
    def test_makes_a_profile_without_a_trial_until_the_address_is_confirmed(self, db: Database) -> None:
        user_id = insert_user(db)

        profile = profile_of(db, user_id)

        assert (profile["role"], profile["is_active"], profile["preferences"]) == ("user", True, {})
        assert profile["trial_ends_at"] is None
        assert profile["last_login_at"] is None

    def test_starts_a_trial_of_thirty_days_at_the_confirmation(self, db: Database) -> None:
        user_id = insert_user(db)

        db.execute("update auth.users set email_confirmed_at = '2025-01-01 12:00+00' where id = %s", [user_id])

        assert profile_of(db, user_id)["trial_ends_at"] == datetime.fromisoformat("2025-01-31T12:00+00:00")
        assert events_of(db, user_id) == ["email_confirmed"]

    def test_starts_the_trial_of_a_user_made_confirmed(self, db: Database) -> None:
        user_id = insert_user(db, confirmed="2025-01-01 12:00+00")

        assert profile_of(db, user_id)["trial_ends_at"] == datetime.fromisoformat("2025-01-31T12:00+00:00")

    def test_through_the_front_door_ends_with_a_trial_and_a_first_sign_in(self, stack: Stack, db: Database) -> None:
        user = new_user(stack)

        profile = profile_of(db, user.id)

        assert profile["trial_ends_at"] > profile["created_at"] + timedelta(days=29)
        assert profile["last_login_at"] is not None
        assert "sign_in" in events_of(db, user.id)


class TestTheTrial:
    def test_is_not_set_again_by_a_second_confirmation(self, db: Database) -> None:
        user_id = insert_user(db, confirmed="2025-01-01 12:00+00")

        db.execute("update auth.users set email_confirmed_at = null where id = %s", [user_id])
        db.execute("update auth.users set email_confirmed_at = '2026-06-01 12:00+00' where id = %s", [user_id])

        assert profile_of(db, user_id)["trial_ends_at"] == datetime.fromisoformat("2025-01-31T12:00+00:00")

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("trial_ends_at", "2099-01-01T00:00:00Z"),
            ("role", "admin"),
            ("is_active", True),
            ("last_login_at", "2099-01-01T00:00:00Z"),
            ("created_at", "2099-01-01T00:00:00Z"),
        ],
    )
    def test_and_everything_else_but_preferences_is_out_of_its_owners_reach(
        self, db: Database, world: World, column: str, value: object
    ) -> None:
        before = profile_of(db, world.user.id)

        answer = world.caller.update("profiles", {column: value}, user_id=f"eq.{world.user.id}")

        assert answer.status_code == 403
        assert profile_of(db, world.user.id) == before

    def test_is_not_won_by_deleting_or_adding_a_profile(self, world: World) -> None:
        assert world.caller.delete("profiles", user_id=f"eq.{world.user.id}").status_code == 403
        assert world.caller.insert("profiles", {"user_id": world.user.id}).status_code == 403


class TestPreferences:
    def test_are_changed_by_their_owner_and_written_down(self, db: Database, world: World) -> None:
        answer = world.caller.update("profiles", {"preferences": {"theme": "dark"}}, user_id=f"eq.{world.user.id}")

        assert answer.json()[0]["preferences"] == {"theme": "dark"}
        assert "preferences_changed" in events_of(db, world.user.id)

    @pytest.mark.parametrize("value", [["a", "list"], "words", {"padding": [f"{n:032x}" for n in range(2000)]}])
    def test_are_a_small_object(self, world: World, value: object) -> None:
        answer = world.caller.update("profiles", {"preferences": value}, user_id=f"eq.{world.user.id}")

        assert answer.status_code == 400


class TestTheRecordOfEvents:
    def test_has_sign_ins_and_changes_of_credentials(self, db: Database) -> None:
        user_id = insert_user(db, confirmed="2025-01-01 12:00+00")

        db.execute("update auth.users set last_sign_in_at = now() where id = %s", [user_id])
        db.execute("update auth.users set encrypted_password = 'other' where id = %s", [user_id])
        db.execute("update auth.users set email = %s where id = %s", [f"{uuid4()}@example.com", user_id])
        db.execute("update auth.users set updated_at = now() where id = %s", [user_id])

        assert sorted(events_of(db, user_id)) == ["email_changed", "password_changed", "sign_in"]

    def test_takes_exports_and_requests_to_be_deleted_from_the_user(self, db: Database, world: World) -> None:
        world.caller.request("POST", "rpc/note_event", {"p_kind": "exported", "p_detail": {"rows": 3}})

        assert "exported" in events_of(db, world.user.id)

    def test_takes_a_hundred_of_a_kind_from_the_user_in_a_day_and_drops_the_rest(
        self, db: Database, world: World
    ) -> None:
        note = "insert into public.audit_log (user_id, kind, at) select %s, 'exported', now() - %s::interval"
        for _ in range(99):
            db.execute(note, [world.user.id, "23 hours"])
        db.execute(note, [world.user.id, "25 hours"])

        for kind in ("exported", "exported", "exported", "deletion_requested"):
            assert world.caller.rpc("note_event", p_kind=kind).status_code in {200, 204}

        kinds = events_of(db, world.user.id)
        assert (kinds.count("exported"), kinds.count("deletion_requested")) == (101, 1)  # one of them of yesterday

    @pytest.mark.parametrize("kind", ["sign_in", "deleted", "nonsense", None])
    def test_takes_nothing_else_from_the_user(self, world: World, kind: str | None) -> None:
        answer = world.caller.rpc("note_event", p_kind=kind)

        assert answer.status_code == 400
        assert answer.json()["message"] == "unknown_event"

    def test_cannot_be_rewritten_by_anybody(self, world: World) -> None:
        for caller in (world.caller, world.service):
            mine = {"user_id": f"eq.{world.user.id}"}
            assert caller.update("audit_log", {"kind": "exported"}, **mine).status_code == 403
            assert caller.delete("audit_log", **mine).status_code == 403
            assert caller.insert("audit_log", {"user_id": world.user.id, "kind": "exported"}).status_code == 403


def insert_user(db: Database, confirmed: str | None = None) -> str:
    """Insert a user as the Auth service does, with or without a confirmed address."""
    user_id = str(uuid4())
    db.execute(
        "insert into auth.users (id, aud, role, email, email_confirmed_at, created_at, updated_at)"
        " values (%s, 'authenticated', 'authenticated', %s, %s, now(), now())",
        [user_id, f"{user_id}@example.com", confirmed],
    )
    return user_id


class TestSomebodyElsesProfile:
    def test_is_out_of_reach(self, stack: Stack, db: Database, world: World) -> None:
        stranger = user_of(stack, new_user(stack).access_token)

        answer = stranger.update("profiles", {"preferences": {"theme": "dark"}}, user_id=f"eq.{world.user.id}")

        assert answer.json() == []
        assert profile_of(db, world.user.id)["preferences"] == {}
