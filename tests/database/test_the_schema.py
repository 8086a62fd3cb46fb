"""The schema's promises, read from the catalogue: security on, grants as declared, everything explained."""

from typing import Any

import psycopg

from tests.database.catalogue import functions, grants, tables
from tests.database.declared import DEFINERS, SERVICE_FUNCTIONS, SERVICE_GRANTS, USER_FUNCTIONS, USER_GRANTS

Database = psycopg.Connection[dict[str, Any]]


class TestEveryTable:
    def test_has_row_security(self, db: Database) -> None:
        without = db.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace"
            " and relkind in ('r', 'p') and not relrowsecurity"
        )

        assert without.fetchall() == []

    def test_is_no_view_or_foreign_table(self, db: Database) -> None:
        """Views read with their owner's rights unless told otherwise; there is none, so nobody has to remember."""
        views = db.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f')"
        )

        assert views.fetchall() == []

    def test_gives_users_what_is_declared(self, db: Database) -> None:
        assert {table: grants(db, table, "authenticated") for table in tables(db)} == USER_GRANTS

    def test_gives_the_service_what_is_declared(self, db: Database) -> None:
        assert {table: grants(db, table, "service_role") for table in tables(db)} == SERVICE_GRANTS

    def test_gives_visitors_nothing(self, db: Database) -> None:
        assert {table: grants(db, table, "anon") for table in tables(db) if grants(db, table, "anon")} == {}

    def test_says_what_it_holds(self, db: Database) -> None:
        silent = db.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            " and obj_description(oid, 'pg_class') is null"
        )

        assert silent.fetchall() == []

    def test_says_units_and_signs_of_every_number_with_decimals(self, db: Database) -> None:
        silent = db.execute(
            "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid"
            " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'numeric'::regtype"
            " and col_description(c.oid, a.attnum) is null"
        )

        assert silent.fetchall() == []

    def test_keeps_no_floating_point_number(self, db: Database) -> None:
        floats = db.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'public' and data_type in ('real', 'double precision', 'money')"
        )

        assert floats.fetchall() == []


class TestEveryPolicy:
    def test_names_the_owner(self, db: Database) -> None:
        """Neither `using (true)` nor a bare auth.uid(), which would be asked once per row."""
        policies = db.execute(
            "select tablename, policyname, expression from pg_policies,"
            " unnest(array[qual, with_check]) as expression where schemaname = 'public' and expression is not null"
        ).fetchall()

        assert policies
        assert [p for p in policies if "(user_id = ( SELECT auth.uid() AS uid))" not in p["expression"]] == []

    def test_is_for_signed_in_users_only(self, db: Database) -> None:
        wider = db.execute(
            "select policyname from pg_policies where schemaname = 'public' and roles <> '{authenticated}'"
        )

        assert wider.fetchall() == []


class TestEveryFunction:
    def test_is_executable_by_the_declared_roles_only(self, db: Database) -> None:
        callers = {function["name"]: function["callers"] for function in functions(db)}

        assert {name for name, roles in callers.items() if "anon" in roles} == set()
        assert {name for name, roles in callers.items() if "authenticated" in roles} == USER_FUNCTIONS
        assert {name for name, roles in callers.items() if "service_role" in roles} == SERVICE_FUNCTIONS

    def test_runs_with_its_callers_rights_unless_declared(self, db: Database) -> None:
        assert {function["name"] for function in functions(db) if function["is_definer"]} == DEFINERS

    def test_has_an_empty_search_path(self, db: Database) -> None:
        loose = [function["name"] for function in functions(db) if 'search_path=""' not in function["settings"]]

        assert loose == []

    def test_says_what_it_does(self, db: Database) -> None:
        assert [function["name"] for function in functions(db) if not function["comment"]] == []


class TestSequences:
    def test_belong_to_the_service(self, db: Database) -> None:
        open_to_users = db.execute(
            "select relname from pg_class, unnest(array['anon', 'authenticated']) as role"
            " where relnamespace = 'public'::regnamespace and relkind = 'S'"
            " and has_sequence_privilege(role, oid, 'usage, select, update')"
        )

        assert open_to_users.fetchall() == []
