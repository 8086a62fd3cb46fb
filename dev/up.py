"""`up`: the whole product on one origin, until Ctrl-C."""

import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

from dev.demo import account as demo
from dev.stack import Stack
from dev.stack.postgres import remove as remove_postgres
from dev.stack.processes import Processes, free_port, is_free

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("DEV_HOME", ROOT / ".stack"))
RUNNING = HOME / "running.json"
USUAL_PORT = 3000
ANSWERS_WITHIN = 120  # seconds


def main(_: list[str]) -> int:
    """Start everything, say where it is, and stay until interrupted. Returns an exit code."""
    if running := whats_running():
        print(f"Already running at {running['url']} (stop it there with Ctrl-C, or with `python -m dev down`).")
        return 0
    began = time.monotonic()
    port = USUAL_PORT if is_free(USUAL_PORT) else free_port()
    app_url = f"http://127.0.0.1:{port}"
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    processes = Processes()
    stack = Stack(HOME, app_url, given=os.environ)
    try:
        stack.start()
        RUNNING.write_text(json.dumps({"pid": os.getpid(), "url": app_url}))
        _start_programs(processes, stack, port)
        if _answers(app_url, processes, stop):
            _say(app_url, stack, time.monotonic() - began)
            _watch(processes, stop)
    finally:
        processes.stop()
        stack.stop()
        RUNNING.unlink(missing_ok=True)
    print("Stopped. Your data is kept.")
    return 0


def down(_: list[str]) -> int:
    """Stop what is running. Returns an exit code."""
    running = whats_running()
    if not running:
        print("Nothing is running.")
        return 0
    os.kill(running["pid"], signal.SIGINT)
    while whats_running():
        time.sleep(0.1)
    print("Stopped.")
    return 0


def status(_: list[str]) -> int:
    """Say what is running; the exit code is 1 when nothing is."""
    running = whats_running()
    print(f"Running at {running['url']}." if running else "Not running.")
    return 0 if running else 1


def reset(_: list[str]) -> int:
    """Stop what is running and delete its data. Returns an exit code."""
    if whats_running():
        down([])
    remove_postgres(HOME)
    shutil.rmtree(HOME, ignore_errors=True)
    print("The local data is gone; the next `make dev` starts empty.")
    return 0


def whats_running() -> dict[str, Any] | None:
    """Return the process and the address of a running stack; a note left by one that was killed counts as none."""
    if not RUNNING.exists():
        return None
    running = json.loads(RUNNING.read_text())
    with suppress(ProcessLookupError):
        os.kill(running["pid"], 0)
        found: dict[str, Any] = running
        return found
    return None


def _start_programs(processes: Processes, stack: Stack, port: int) -> None:
    functions = free_port()
    environment = {**os.environ, **stack.env, "API_ORIGIN": f"http://127.0.0.1:{functions}"}
    serve = [sys.executable, "-m", "uvicorn", "dev.functions:build", "--factory", "--port", str(functions)]
    watch = ["--reload", "--reload-dir", "api", "--reload-dir", "lib", "--log-level", "warning"]
    processes.start([*serve, *watch], folder=ROOT, environment=environment, log=HOME / "functions.log")
    pages = ["node", "node_modules/next/dist/bin/next", "dev", "--hostname", "127.0.0.1", "--port", str(port)]
    processes.start(pages, folder=ROOT, environment=_for_next(environment), log=HOME / "next.log")


def _for_next(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out what only the functions may know."""
    secrets = {"SUPABASE_SECRET_KEY", "DATABASE_URL", "QSTASH_TOKEN", "UPSTASH_REDIS_REST_TOKEN"}
    return {name: value for name, value in environment.items() if name not in secrets}


def _answers(app_url: str, processes: Processes, stop: threading.Event) -> bool:
    """Wait until the pages and the functions answer; False when stopped or when a program ended first."""
    end = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < end and not stop.is_set() and not processes.ended():
        with suppress(httpx.HTTPError):
            pages = [httpx.get(f"{app_url}{path}", timeout=60, trust_env=False) for path in ("/", "/api/health")]
            if all(page.is_success for page in pages):
                return True
        time.sleep(0.1)
    if not stop.is_set():
        print(f"It did not start; see the logs in {HOME}/.", file=sys.stderr)
    return False


def _say(app_url: str, stack: Stack, seconds: float) -> None:
    print(f"The product   {app_url}   ({'cold' if stack.is_new else 'warm'} start in {seconds:.1f} s)")
    if "DEV_OUTBOX" in stack.env:
        print(f"Its mails     {app_url}/_dev/outbox")
        try:
            demo.ensure(app_url)
            print(f"Demo account  {demo.EMAIL}   password: {demo.PASSWORD}")
        except demo.DemoError as failure:
            print(f"No demo account: {failure}", file=sys.stderr)
    print("Ctrl-C stops everything.", flush=True)


def _watch(processes: Processes, stop: threading.Event) -> None:
    """Stay until interrupted, or until a program ends by itself."""
    while not stop.wait(0.5):
        if processes.ended():
            print(f"A program ended by itself; see the logs in {HOME}/.", file=sys.stderr)
            return
