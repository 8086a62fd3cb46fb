"""A migration that does not fit is named, with its line and what to do."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dev.stack import migrations, postgres
from dev.stack.migrations import MigrationError, migrate
from dev.stack.postgres import Postgres
from dev.stack.processes import Processes
from dev.standins.keys import Keys, load_keys


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Return the keys of a project."""
    return load_keys(tmp_path / "keys.json")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Postgres]:
    """Start an empty database."""
    processes = Processes()
    yield postgres.start(tmp_path, processes)
    processes.stop()
    postgres.remove(tmp_path)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the migrations of a project that has one."""
    supabase = tmp_path / "supabase"
    (supabase / "migrations").mkdir(parents=True)
    (supabase / "seed.sql").write_text("insert into public.plans values ('monthly');")
    (supabase / "migrations/1_create_plans.sql").write_text("create table public.plans (name text primary key);")
    monkeypatch.setattr(migrations, "SUPABASE", supabase)
    return supabase / "migrations"


def plans(database: Postgres) -> list[str]:
    """Return what is in the table."""
    with psycopg.connect(database.dsn("postgres")) as connection:
        return [name for (name,) in connection.execute("select name from public.plans")]


class TestMigrating:
    def test_runs_the_seed_last_and_everything_once(self, database: Postgres, keys: Keys, folder: Path) -> None:
        assert folder.exists()
        assert migrate(database, keys) == ["1_create_plans.sql", "seed.sql"]
        assert migrate(database, keys) == []
        assert plans(database) == ["monthly"]

    def test_adds_what_is_new(self, database: Postgres, keys: Keys, folder: Path) -> None:
        migrate(database, keys)
        (folder / "2_add_yearly.sql").write_text("insert into public.plans values ('yearly');")

        assert migrate(database, keys) == ["2_add_yearly.sql"]
        assert plans(database) == ["monthly", "yearly"]

    def test_names_the_file_and_the_line_that_fail_and_keeps_nothing_of_it(
        self, database: Postgres, keys: Keys, folder: Path
    ) -> None:
        migrate(database, keys)
        (folder / "2_broken.sql").write_text("insert into public.plans values ('yearly');\n\nselect nonsense;")

        with pytest.raises(MigrationError, match=r'2_broken\.sql, line 3: column "nonsense" does not exist'):
            migrate(database, keys)

        assert plans(database) == ["monthly"]

    def test_refuses_one_that_was_edited_after_it_had_been_applied(
        self, database: Postgres, keys: Keys, folder: Path
    ) -> None:
        migrate(database, keys)
        (folder / "1_create_plans.sql").write_text("create table public.plans (name text primary key, usd numeric);")

        with pytest.raises(MigrationError, match=r"1_create_plans\.sql was edited .* `make reset`"):
            migrate(database, keys)

    def test_gives_no_more_rights_than_hosted_does(self, database: Postgres, keys: Keys, folder: Path) -> None:
        (folder / "2_reach.sql").write_text("create table auth.ours (id int);")

        with pytest.raises(MigrationError, match="permission denied for schema auth"):
            migrate(database, keys)

    def test_never_shows_a_password(self, database: Postgres, keys: Keys, folder: Path) -> None:
        shutil.rmtree(folder)
        with psycopg.connect(database.dsn("supabase_admin"), autocommit=True) as connection:
            connection.execute("create role anon")  # so that the platform's own file fails

        with pytest.raises(MigrationError) as failed:
            migrate(database, keys)

        assert "00_platform.sql" in str(failed.value)
        assert keys.auth_password not in str(failed.value)
