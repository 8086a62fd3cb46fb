"""Deleting an account or a user takes everything below it, and leaves the facts."""

from typing import Any

import psycopg
import pytest

from dev.stack import Stack
from tests.database.callers import HTTP
from tests.database.catalogue import tables
from tests.database.world import World, seeded_world

Database = psycopg.Connection[dict[str, Any]]


@pytest.fixture
def leaver(stack: Stack) -> World:
    """Make a user with a row in every table."""
    return seeded_world(stack)


def left(db: Database, world: World) -> set[str]:
    """Return the tables that still hold rows of the user."""
    query = "select exists (select from public.{} where user_id = %s) as some"
    found = {table: db.execute(query.format(table), [world.user.id]).fetchone() for table in tables(db)}
    return {table for table, answer in found.items() if answer and answer["some"]}


class TestDeletingAnAccount:
    def test_takes_its_imports_rows_books_and_syncs_but_no_link(self, db: Database, leaver: World) -> None:
        assert left(db, leaver) == set(tables(db))

        answer = leaver.caller.delete("tastytrade_accounts", id=f"eq.{leaver.account}")

        assert answer.status_code == 200
        assert left(db, leaver) == {
            *("profiles", "audit_log"),
            *("tastytrade_connections", "broker_secrets", "offered_accounts"),
        }

    def test_takes_nothing_of_another_user(self, db: Database, leaver: World, owner: World) -> None:
        leaver.caller.delete("tastytrade_accounts", id=f"eq.{leaver.account}")

        assert left(db, owner) == set(tables(db))


class TestDeletingAUser:
    def test_takes_everything_but_the_record_of_it(self, stack: Stack, db: Database, leaver: World) -> None:
        """Through the Auth service, whose role has no rights in our tables."""
        answer = HTTP.delete(
            f"{stack.supabase_url}/auth/v1/admin/users/{leaver.user.id}", headers={"apikey": stack.secret_key}
        )

        assert answer.is_success, answer.text
        assert left(db, leaver) == {"audit_log"}
        last = db.execute(
            "select kind, detail from public.audit_log where user_id = %s and kind = 'deleted'", [leaver.user.id]
        ).fetchall()
        assert last == [{"kind": "deleted", "detail": {}}]
