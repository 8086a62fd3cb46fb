"""Bring a database up to date: what hosted Supabase gives, then our migrations, each once."""

import hashlib
from pathlib import Path

import psycopg
from psycopg import sql

from dev.stack.errors import StackError
from dev.stack.postgres import Postgres
from dev.standins.keys import Keys

PLATFORM = Path(__file__).parent / "sql/00_platform.sql"
SUPABASE = Path(__file__).resolve().parents[2] / "supabase"
HISTORY = """
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (
  version text primary key,
  applied_at timestamptz not null default now()
);
alter table supabase_migrations.schema_migrations add column if not exists digest text;
"""
Connection = psycopg.Connection[tuple[object, ...]]


class MigrationError(StackError):
    """A migration failed, or is no longer the one that was applied here."""


def migrate(postgres: Postgres, keys: Keys) -> list[str]:
    """
    Apply what is missing, each file in a transaction of its own; return the names of what was applied.

    Raises MigrationError for a file that fails, and for one that was edited after it had been applied.
    """
    files = {file.name: file.read_text() for file in sorted((SUPABASE / "migrations").glob("*.sql"))}
    seed = SUPABASE / "seed.sql"
    with psycopg.connect(postgres.dsn("supabase_admin"), autocommit=True) as connection:
        connection.execute(HISTORY)
        done = dict(_applied(connection))
        _refuse_edited(files, done)
        if PLATFORM.name not in done:
            _apply(connection, PLATFORM.name, _platform(postgres, keys), as_owner=False)
        missing = {name: text for name, text in (files | {seed.name: seed.read_text()}).items() if name not in done}
        for name, text in missing.items():
            _apply(connection, name, text, as_owner=True)
    return list(missing)


def _applied(connection: Connection) -> list[tuple[str, str | None]]:
    """Return the names of what was applied, with the digests of what they held."""
    rows = connection.execute("select version, digest from supabase_migrations.schema_migrations")
    return [(str(name), None if digest is None else str(digest)) for name, digest in rows]


def _refuse_edited(files: dict[str, str], done: dict[str, str | None]) -> None:
    for name, text in files.items():
        if done.get(name) not in {None, _digest(text)}:
            raise MigrationError(
                f"supabase/migrations/{name} was edited after it had been applied to the local database."
                " Add a new migration instead, or start from empty with `make reset`."
            )


def _apply(connection: Connection, name: str, text: str, *, as_owner: bool) -> None:
    """Run one file; ours run as `postgres`, which is no superuser, as on hosted. Raises MigrationError."""
    try:
        with connection.transaction():
            if as_owner:
                connection.execute("set local role postgres")
            connection.execute(text.encode())
            connection.execute("reset role")
            connection.execute(
                "insert into supabase_migrations.schema_migrations (version, digest) values (%s, %s)",
                (name, _digest(text)),
            )
    except psycopg.Error as failure:
        at = failure.diag.statement_position
        line = f", line {text.count(chr(10), 0, int(at)) + 1}" if at else ""
        raise MigrationError(f"{name}{line}: {failure.diag.message_primary}") from failure


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _platform(postgres: Postgres, keys: Keys) -> str:
    passwords = {
        "postgres": postgres.password,
        "authenticator": keys.authenticator_password,
        "auth": keys.auth_password,
    }
    text = PLATFORM.read_text()
    for role, password in passwords.items():
        text = text.replace(f":'{role}_password'", sql.Literal(password).as_string())
    return text
