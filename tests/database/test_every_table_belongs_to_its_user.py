"""Row security, table by table: the tables come from the catalogue, so a new one cannot be forgotten."""

import time
from dataclasses import replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from dev.stack import Stack
from tests.database.callers import Caller, nobody, user_of
from tests.database.catalogue import generated, insertable, key_columns, tables, updatable
from tests.database.ownerless import OWNERLESS, SEALED
from tests.database.world import World
from tests.local_stack import new_user

Database = psycopg.Connection[dict[str, Any]]
REFUSED = {401, 403}


@pytest.fixture(params=["another user", "nobody", "an expired token", "a forged token"])
def stranger(request: pytest.FixtureRequest, stack: Stack, owner: World) -> Caller:
    """Act as everybody who is not the owner; the worthless tokens even name the owner."""
    match request.param:
        case "another user":
            return user_of(stack, new_user(stack).access_token)
        case "nobody":
            return nobody(stack)
        case "an expired token":
            return user_of(stack, stack.mint(owner.user.id, exp=int(time.time()) - 3600))
        case _:
            return user_of(stack, stack.mint(owner.user.id, forged=True))


class TestEveryTable:
    def test_has_an_owner_or_is_declared_ownerless(self, db: Database) -> None:
        without_owner = {table for table, columns in tables(db).items() if "user_id" not in columns}

        assert without_owner == set(OWNERLESS)

    def test_shows_its_owner_at_least_one_row(self, db: Database, owner: World) -> None:
        seen = {table: len(owner.caller.select(table).json()) for table in shown(db)}

        assert seen
        assert [table for table, rows in seen.items() if rows == 0] == []

    def test_shows_its_owner_nobody_elses_rows(self, db: Database, owner: World, world: World) -> None:
        """The second world makes sure that there is something to leak."""
        seen = {row["user_id"] for table in shown(db) for row in owner.caller.select(table).json()}

        assert world.user.id != owner.user.id
        assert seen == {owner.user.id}

    def test_shows_a_stranger_nothing(self, db: Database, owner: World, stranger: Caller) -> None:
        answers = {table: stranger.select(table, user_id=f"eq.{owner.user.id}") for table in owned(db)}

        assert {table: a.text for table, a in answers.items() if a.status_code not in REFUSED and a.json() != []} == {}

    def test_takes_no_row_from_a_stranger(self, db: Database, owner: World, stranger: Caller) -> None:
        """The row is a sound one with a new key and only columns a user may insert: nothing but the policy refuses."""
        before = contents(db, owner)

        answers = {table: blind(stranger).insert(table, copy_of(db, table, owner)) for table in owned(db)}

        assert {table: a.text for table, a in answers.items() if a.status_code not in REFUSED} == {}
        assert contents(db, owner) == before

    def test_lets_a_stranger_change_nothing(self, db: Database, owner: World, stranger: Caller) -> None:
        before = contents(db, owner)

        for table in owned(db):
            sample = a_row(db, table, owner)
            for column in updatable(db, table) or ["user_id"]:
                answer = stranger.update(table, {column: sample[column]}, user_id=f"eq.{owner.user.id}")
                assert answer.status_code in REFUSED or answer.json() == [], (table, column, answer.text)
                blind(stranger).update(table, {column: sample[column]})

        assert contents(db, owner) == before

    def test_lets_a_stranger_delete_nothing(self, db: Database, owner: World, stranger: Caller) -> None:
        before = contents(db, owner)

        for table in owned(db):
            answer = stranger.delete(table, user_id=f"eq.{owner.user.id}")
            assert answer.status_code in REFUSED or answer.json() == [], (table, answer.text)
            blind(stranger).delete(table)

        assert contents(db, owner) == before


class TestATableWithoutAnOwner:
    def test_refuses_users_and_visitors_or_is_read_only(self, stack: Stack, owner: World) -> None:
        for table, closed in OWNERLESS.items():
            assert nobody(stack).select(table).status_code in REFUSED
            assert (owner.caller.select(table).status_code in REFUSED) == (closed == "service")
            assert owner.caller.insert(table, {}).status_code in REFUSED
            assert owner.caller.delete(table).status_code in REFUSED


class TestASealedTable:
    def test_holds_rows_of_its_owner_and_refuses_the_owner_every_verb(self, db: Database, owner: World) -> None:
        before = contents(db, owner)

        for table in SEALED:
            row = a_row(db, table, owner)
            assert owner.caller.select(table).status_code in REFUSED
            assert owner.caller.select(table, select="user_id").status_code in REFUSED
            assert owner.caller.insert(table, copy_of(db, table, owner)).status_code in REFUSED
            assert owner.caller.update(table, row, user_id=f"eq.{owner.user.id}").status_code in REFUSED
            assert owner.caller.delete(table, user_id=f"eq.{owner.user.id}").status_code in REFUSED

        assert contents(db, owner) == before

    def test_is_not_reached_through_a_table_that_points_at_it(self, owner: World) -> None:
        assert not owner.caller.select("tastytrade_connections", select="id,broker_secrets(*)").is_success


class TestARowPointingAtAnotherUsersAccount:
    """Foreign-key checks bypass row security, so the key itself names the user."""

    def test_is_refused_by_the_composite_key(self, owner: World, other: Caller) -> None:
        answer = other.insert("imports", {"id": str(uuid4()), "account_id": owner.account, "file_name": "mine.csv"})

        assert answer.status_code == 409
        assert answer.json()["code"] == "23503"


def owned(db: Database) -> list[str]:
    return [table for table in tables(db) if table not in OWNERLESS]


def shown(db: Database) -> list[str]:
    return [table for table in owned(db) if table not in SEALED]


def a_row(db: Database, table: str, owner: World) -> dict[str, Any]:
    """Return one of the owner's rows as PostgREST would show it."""
    found = db.execute(f"select to_jsonb(t) as row from public.{table} as t where user_id = %s", [owner.user.id])  # noqa: S608 - a table of the catalogue
    row: dict[str, Any] = (found.fetchone() or {})["row"]
    return row


def blind(caller: Caller) -> Caller:
    """
    Ask for no rows back, and, without a filter, read none.

    The database then applies the policy of the write alone: nothing hides behind the policy for reading.
    """
    return replace(caller, prefer="return=minimal")


def contents(db: Database, owner: World) -> dict[str, object]:
    """Return a digest per table of what the owner has; it changes, too, when a row is written again as it was."""
    query = (
        "select count(*), md5(string_agg(t.ctid::text || t.xmin::text || t::text, '|' order by t::text))"
        " from public.{} as t where user_id = %s"
    )
    return {table: db.execute(query.format(table), [owner.user.id]).fetchone() for table in owned(db)}


def copy_of(db: Database, table: str, owner: World) -> dict[str, object]:
    """Copy one of the owner's rows under a new key, in the columns a user may insert, if there are any."""
    row = a_row(db, table, owner)
    for column in key_columns(db, table) - {"user_id", "account_id", "born"}:
        row[column] = str(uuid4())
    columns = (insertable(db, table) or set(row)) - generated(db, table)
    return {column: value for column, value in row.items() if column in columns}
