"""Bring a database up to date: what hosted Supabase gives, then our migrations, each once."""

from pathlib import Path

import psycopg
from psycopg import sql

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
"""


def migrate(postgres: Postgres, keys: Keys) -> list[str]:
    """Apply what is missing, each file in a transaction of its own; return the names of what was applied."""
    applied = []
    with psycopg.connect(postgres.dsn("supabase_admin"), autocommit=True) as connection:
        connection.execute(HISTORY)
        done = {name for (name,) in connection.execute("select version from supabase_migrations.schema_migrations")}
        if PLATFORM.name not in done:
            _apply(connection, PLATFORM.name, _platform(postgres, keys), as_owner=False)
        for file in (*sorted((SUPABASE / "migrations").glob("*.sql")), SUPABASE / "seed.sql"):
            if file.name not in done and file.exists():
                _apply(connection, file.name, file.read_text(), as_owner=True)
                applied.append(file.name)
    return applied


def _apply(connection: "psycopg.Connection[tuple[object, ...]]", name: str, text: str, *, as_owner: bool) -> None:
    """Run one file; ours run as `postgres`, which is no superuser, as on hosted."""
    with connection.transaction():
        if as_owner:
            connection.execute("set local role postgres")
        connection.execute(text.encode())
        connection.execute("reset role")
        connection.execute("insert into supabase_migrations.schema_migrations (version) values (%s)", (name,))


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
