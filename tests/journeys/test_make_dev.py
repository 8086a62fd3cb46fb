"""What `make dev` starts, seen from outside: one origin, a demo account, nothing left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from dev.demo import account as demo
from dev.demo import linked
from dev.stack import postgres
from tests.dev.descendants import descendants, remaining

ROOT = Path(__file__).resolve().parents[2]
# What the stack takes from outside when it is set must not come from another test's stack.
OWN = (
    *("SUPABASE_", "UPSTASH_", "QSTASH_", "TASTYTRADE_", "TOKEN_KEYS", "APP_URL", "DATABASE_URL", "DEV_"),
    "CLIENT_ADDRESS_HEADER",
)


def command(home: Path, *words: str) -> subprocess.Popen[str]:
    """Start `python -m dev ...` on data of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    return subprocess.Popen(
        [sys.executable, "-m", "dev", *words],
        cwd=ROOT,
        env=environment | {"DEV_HOME": str(home), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def running(home: Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Run `up` until it has said everything, of the linked account too; what it said comes along."""
    program = command(home, "up")
    said: list[str] = []
    try:
        assert program.stdout
        for line in program.stdout:
            said.append(line.strip())
            if linked.NAME.lower() in line.lower():  # that it is there, or why it is not
                break
        yield program, said
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(30)


def address(said: list[str]) -> str:
    return next(line.split()[2] for line in said if line.startswith("The product"))


def demo_accounts(url: str) -> dict[str, dict[str, Any]]:
    """Sign in as the demo trader and read the accounts, by name, each with what it earned."""
    with httpx.Client(base_url=url, timeout=30) as client:
        credentials = {"email": demo.EMAIL, "password": demo.PASSWORD}
        session = client.post("/api/auth/login", json=credentials, headers={"X-Session": "bearer"}).json()
        bearer = {"Authorization": f"Bearer {session['access_token']}"}
        accounts = client.get("/api/connections/accounts", headers=bearer).json()["items"]
        for one in accounts:
            one["earned"] = client.get("/api/pnl/summary", params={"account": one["id"]}, headers=bearer).json()
    return {one["name"]: one for one in accounts}


class TestMakeDev:
    def test_starts_everything_on_one_origin_twice_and_leaves_nothing_running(self, tmp_path: Path) -> None:
        with running(tmp_path) as (first, said):
            url = address(said)
            assert httpx.get(url).status_code == httpx.codes.OK
            assert "Confirm your address" in httpx.get(f"{url}/_dev/outbox", headers={"Accept": "text/html"}).text
            before = demo_accounts(url)
            second = command(tmp_path, "up")
            assert url in second.communicate(timeout=30)[0]
            assert second.returncode == 0
            started = descendants(first.pid)
        assert first.returncode == 0
        assert len(started) > 5
        assert remaining(started) == set()

        with running(tmp_path) as (_, said_again):
            assert "warm start" in said_again[0]
            after = demo_accounts(address(said_again))
        assert [*before] == [*after] == [demo.NAME, linked.NAME]
        assert after[demo.NAME] == before[demo.NAME]
        assert [before[name]["earned"]["closings"] > 0 for name in before] == [True, True]
        assert after[linked.NAME]["id"] == before[linked.NAME]["id"]
        assert after[linked.NAME]["rows"] >= before[linked.NAME]["rows"] > 1_000  # the trader goes on meanwhile
        postgres.remove(tmp_path)
