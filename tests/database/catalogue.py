"""What the database's own catalogue says about the tables and functions of public."""

from typing import Any

import psycopg

Database = psycopg.Connection[dict[str, Any]]


def tables(db: Database) -> dict[str, set[str]]:
    """Return every table and view of public with its columns."""
    rows = db.execute(
        "select c.relname, array_agg(a.attname::text) as columns"
        " from pg_class c join pg_attribute a on a.attrelid = c.oid where"
        " c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')"
        " and a.attnum > 0 and not a.attisdropped group by c.relname order by c.relname"
    )
    return {row["relname"]: set(row["columns"]) for row in rows}


def key_columns(db: Database, table: str) -> set[str]:
    rows = db.execute(
        "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)"
        " where i.indisprimary and i.indrelid = %s::regclass",
        [f"public.{table}"],
    )
    return {row["attname"] for row in rows}


def insertable(db: Database, table: str, role: str = "authenticated") -> set[str]:
    """Return the columns the role may insert."""
    return columns_granted(db, table, role, "insert")


def updatable(db: Database, table: str, role: str = "authenticated") -> set[str]:
    """Return the columns the role may update."""
    return columns_granted(db, table, role, "update")


def generated(db: Database, table: str) -> set[str]:
    """Return the columns that the database works out, and nobody may give."""
    rows = db.execute(
        "select attname from pg_attribute where attrelid = %s::regclass and attgenerated <> '' and not attisdropped",
        [f"public.{table}"],
    )
    return {row["attname"] for row in rows}


def columns_granted(db: Database, table: str, role: str, privilege: str) -> set[str]:
    rows = db.execute(
        "select a.attname from pg_attribute a where a.attrelid = %(table)s::regclass and a.attnum > 0"
        " and not a.attisdropped and has_column_privilege(%(role)s, a.attrelid, a.attnum, %(privilege)s)",
        {"table": f"public.{table}", "role": role, "privilege": privilege},
    )
    return {row["attname"] for row in rows}


def grants(db: Database, table: str, role: str) -> set[str]:
    """Return what the role may do with the table; a privilege on some columns only names each."""
    given = set()
    for privilege in ("select", "insert", "update", "delete", "truncate", "references", "trigger"):
        whole = db.execute("select has_table_privilege(%s, %s, %s) as has", [role, f"public.{table}", privilege])
        if (whole.fetchone() or {})["has"]:
            given.add(privilege)
        elif privilege in {"select", "insert", "update", "references"}:
            given |= {f"{privilege} {column}" for column in columns_granted(db, table, role, privilege)}
    return given


def functions(db: Database) -> list[dict[str, Any]]:
    """Return every function of public: name, definer or not, its settings, its comment and who may execute it."""
    return db.execute(
        "select p.proname as name, p.prosecdef as is_definer, coalesce(p.proconfig, '{}') as settings,"
        " obj_description(p.oid, 'pg_proc') as comment,"
        " array(select r from unnest(array['anon', 'authenticated', 'service_role']) r"
        "   where has_function_privilege(r, p.oid, 'execute')) as callers"
        " from pg_proc p where p.pronamespace = 'public'::regnamespace order by p.proname"
    ).fetchall()
