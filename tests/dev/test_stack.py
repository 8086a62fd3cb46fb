"""Starting the stack, again and again; and what stays behind when it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dev.stack import Stack, postgrest
from dev.stack.migrations import PLATFORM, SUPABASE
from dev.stack.postgres import remove
from dev.stack.postgrest import PostgrestError
from tests.dev.descendants import descendants, remaining
from tests.local_stack import new_user

ROOT = Path(__file__).resolve().parents[2]
APP_URL = "http://127.0.0.1:3000"
RUN = """
import sys, time
from pathlib import Path
from dev.stack import Stack

with Stack(Path(sys.argv[1]), "http://127.0.0.1:3000", bcrypt_cost=4):
    print("started", flush=True)
    time.sleep(600)
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[list[Path]]:
    """Return folders nobody has used; the databases may have had to be put elsewhere, and go as well."""
    made = [tmp_path / name for name in ("home", "another")]
    yield made
    for home in made:
        remove(home)


@pytest.fixture
def home(homes: list[Path]) -> Path:
    """Return one of them."""
    return homes[0]


def stack(home: Path) -> Stack:
    """Return a stack, not started."""
    return Stack(home, APP_URL, bcrypt_cost=4)


def applied(running: Stack) -> list[tuple[str, object]]:
    """Return the migrations the database knows, with their times."""
    with psycopg.connect(running.database_url.replace("//postgres:", "//supabase_admin:")) as connection:
        return connection.execute(
            "select version, applied_at from supabase_migrations.schema_migrations order by applied_at, version"
        ).fetchall()


class TestAnEmptyHome:
    def test_gets_the_platform_then_our_migrations_in_order_then_the_seed(self, home: Path) -> None:
        ours = sorted(file.name for file in (SUPABASE / "migrations").glob("*.sql"))

        with stack(home) as running:
            names = [name for name, _ in applied(running)]

        assert names == [PLATFORM.name, *ours, "seed.sql"]

    def test_is_said_to_be_new(self, home: Path) -> None:
        with stack(home) as running:
            assert running.is_new

    def test_gives_our_migrations_no_more_rights_than_hosted(self, home: Path) -> None:
        with stack(home) as running, psycopg.connect(running.database_url) as connection:
            owners = connection.execute(
                "select distinct tableowner from pg_tables where schemaname = 'public'"
            ).fetchall()
            is_superuser = connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()

        assert owners == [("postgres",)]
        assert is_superuser == (False,)


class TestAKeptHome:
    def test_applies_nothing_twice(self, home: Path) -> None:
        with stack(home) as first:
            before = applied(first)
        with stack(home) as second:
            assert not second.is_new
            assert applied(second) == before

    def test_keeps_users_their_sessions_and_their_mails(self, home: Path) -> None:
        with stack(home) as first:
            user = new_user(first)
            mails = first.outbox(user.email)
        with stack(home) as second:
            assert second.outbox(user.email) == mails
            assert second.keys == first.keys
            with psycopg.connect(second.database_url) as connection:
                kept = connection.execute("select email from auth.users where id = %s", (user.id,)).fetchone()
            assert kept == (user.email,)

    def test_is_empty_again_once_it_was_removed(self, home: Path) -> None:
        with stack(home):
            pass
        remove(home)

        with stack(home) as again:
            assert again.is_new


class TestTwoAtOnce:
    def test_do_not_meet(self, homes: list[Path]) -> None:
        with stack(homes[0]) as one, stack(homes[1]) as other:
            known_to_all = {APP_URL, "x-forwarded-for", one.env["MAIL_FROM"], one.env["OWNER_MAIL"]}
            assert not set(one.env.values()) & set(other.env.values()) - known_to_all
            user = new_user(one)
            assert other.outbox(user.email) == []


class TestEnding:
    @linux
    def test_leaves_no_process_when_it_is_stopped(self, home: Path) -> None:
        before = descendants(os.getpid())
        running = stack(home)
        running.start()
        started = descendants(os.getpid()) - before

        running.stop()

        assert len(started) >= 2  # Postgres and PostgREST at least
        assert remaining(started) == set()

    @linux
    def test_leaves_no_process_when_it_is_killed(self, home: Path) -> None:
        killed = subprocess.Popen([sys.executable, "-c", RUN, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert killed.stdout
        assert killed.stdout.readline() == "started\n"
        started = descendants(killed.pid)

        killed.send_signal(signal.SIGKILL)
        killed.wait()

        assert len(started) >= 2
        assert remaining(started) == set()

    @linux
    def test_leaves_no_process_when_a_part_does_not_start(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("POSTGREST_BIN", "/bin/false")
        before = descendants(os.getpid())

        with pytest.raises(PostgrestError, match="PostgREST ended at once"):
            stack(home).start()

        assert remaining(descendants(os.getpid()) - before) == set()

    def test_says_what_to_do_where_postgrest_is_not_packaged(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.delenv("POSTGREST_BIN", raising=False)
        monkeypatch.setattr(postgrest, "ROOT", tmp_path)

        with pytest.raises(PostgrestError, match="set POSTGREST_BIN to the program"):
            stack(home).start()


class TestWhatIsGiven:
    def test_is_used_and_not_started(self, home: Path) -> None:
        elsewhere = {"SUPABASE_URL": "https://project.supabase.co", "QSTASH_URL": "https://qstash.upstash.io"}

        with Stack(home, APP_URL, given=elsewhere) as running:
            started = running.env

        assert "UPSTASH_REDIS_REST_URL" in started
        assert not {"SUPABASE_URL", "SUPABASE_SECRET_KEY", "DATABASE_URL", "QSTASH_URL", "QSTASH_TOKEN"} & set(started)
        assert not (home / "postgres").exists()
