"""`up`: the whole product on one origin, until Ctrl-C."""

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
from qstash import QStash

from dev import running
from dev.demo import account as demo
from dev.demo import linked
from dev.running import AlreadyRunningError
from dev.stack import Stack, StackError
from dev.stack.brokerage import trader_s_grant
from dev.stack.postgres import remove as remove_postgres
from dev.stack.processes import Processes, Program, free_port, is_free
from tools.schedules import SCHEDULES, apply

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("DEV_HOME", ROOT / ".stack"))
USUAL_ORIGIN = "http://127.0.0.1:3000"
PORTS_TRIED = 100
ANSWERS_WITHIN = 120  # seconds
LINES_SHOWN = 15
SECRETS = {
    "SUPABASE_SECRET_KEY",
    "DATABASE_URL",
    "QSTASH_TOKEN",
    "SENDGRID_API_KEY",
    "TASTYTRADE_CLIENT_SECRET",
    "TOKEN_KEYS",
    "UPSTASH_REDIS_REST_TOKEN",
}
Programs = Mapping[str, Program]  # by the names of their logs


def main(_: list[str]) -> int:
    """Start everything, say where it is, and stay until interrupted. Returns an exit code."""
    wanted = httpx.URL(os.environ.get("APP_URL", USUAL_ORIGIN)).port or 80
    port = next(filter(is_free, range(wanted, wanted + PORTS_TRIED)), None) or free_port()
    app_url = f"http://127.0.0.1:{port}"
    try:
        with running.running(HOME, app_url):
            _run(app_url, port)
    except AlreadyRunningError as already:
        print(f"{already} (stop it there with Ctrl-C, or with `python -m dev down`).")
    except StackError as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def down(_: list[str]) -> int:
    """Stop what is running. Returns an exit code."""
    found = running.find(HOME)
    if not found:
        print("Nothing is running.")
        return 0
    with suppress(ProcessLookupError):
        os.kill(found.pid, signal.SIGINT)
    while running.find(HOME):
        time.sleep(0.1)
    print("Stopped.")
    return 0


def status(_: list[str]) -> int:
    """Say what is running; the exit code is 1 when nothing is."""
    found = running.find(HOME)
    print(f"Running at {found.url}." if found else "Not running.")
    return 0 if found else 1


def reset(_: list[str]) -> int:
    """Stop what is running and delete its data. Returns an exit code."""
    if running.find(HOME):
        down([])
    remove_postgres(HOME)
    shutil.rmtree(HOME, ignore_errors=True)
    print("The local data is gone; the next `make dev` starts empty.")
    return 0


def _run(app_url: str, port: int) -> None:
    began = time.monotonic()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    processes, functions_port = Processes(), free_port()
    stack = Stack(HOME, app_url, given=os.environ)
    with ExitStack() as ending:
        ending.callback(stack.stop)
        ending.callback(processes.stop)
        pages = _start_pages(processes, port, functions_port)  # first: they take longest, and need nothing of the rest
        stack.start()
        functions = _start_functions(processes, {**os.environ, **stack.env}, functions_port)
        programs = {"next.log": pages, "functions.log": functions}
        if _answers(app_url, programs, stop):
            schedule(app_url, stack)
            token = _say(app_url, stack, time.monotonic() - began)
            if token and "TASTYTRADE_API_URL" in stack.env:
                threading.Thread(target=_link, args=(app_url, token, stack, stop), daemon=True).start()
            _watch(programs, stop)
    print("Stopped. Your data is kept.")


def _start_pages(processes: Processes, port: int, functions_port: int) -> Program:
    """Start the pages; they may know nothing that only functions may know."""
    inherited = {name: value for name, value in os.environ.items() if name not in SECRETS}
    origin = {"API_ORIGIN": f"http://127.0.0.1:{functions_port}", "NEXT_TELEMETRY_DISABLED": "1"}
    command = ["node", "node_modules/next/dist/bin/next", "dev", "--hostname", "127.0.0.1", "--port", str(port)]
    return processes.start(command, folder=ROOT, environment=inherited | origin, log=HOME / "next.log")


def _start_functions(processes: Processes, environment: Mapping[str, str], port: int) -> Program:
    serve = [sys.executable, "-m", "uvicorn", "dev.functions:build", "--factory", "--port", str(port)]
    watch = ["--reload", "--reload-dir", "api", "--reload-dir", "lib", "--log-level", "warning"]
    return processes.start([*serve, *watch], folder=ROOT, environment=environment, log=HOME / "functions.log")


def _answers(app_url: str, programs: Programs, stop: threading.Event) -> bool:
    """Wait until the pages and the functions answer; False when stopped first. Raises StackError."""
    end = time.monotonic() + ANSWERS_WITHIN
    while not stop.is_set():
        _require(programs)
        if time.monotonic() > end:
            raise StackError(f"It does not answer; see the logs in {HOME}.")
        with suppress(httpx.HTTPError):
            pages = [httpx.get(f"{app_url}{path}", timeout=60, trust_env=False) for path in ("/", "/api/health")]
            if all(page.is_success for page in pages):
                return True
        stop.wait(0.1)
    return False


def _require(programs: Programs) -> None:
    """Show the end of the log of a program that ended by itself. Raises StackError."""
    for name, program in programs.items():
        if program.poll() is not None:
            lines = (HOME / name).read_text(errors="replace").rstrip().splitlines()
            raise StackError(
                "\n".join([f"A program ended by itself. The end of {HOME / name}:", *lines[-LINES_SHOWN:]])
            )


def schedule(app_url: str, stack: Stack) -> None:
    """Have the local queue ring as the hosted one does; a hosted one could not reach us."""
    if "QSTASH_URL" in stack.env:
        apply(QStash(stack.env["QSTASH_TOKEN"], base_url=stack.env["QSTASH_URL"]), app_url, SCHEDULES)


def _say(app_url: str, stack: Stack, seconds: float) -> str | None:
    """Say where everything is, with the demo account made on the way; return its token where there is one."""
    token = None
    print(f"The product   {app_url}   ({'cold' if stack.is_new else 'warm'} start in {seconds:.1f} s)")
    if "DEV_OUTBOX" in stack.env:
        print(f"Its mails     {app_url}/_dev/outbox")
        try:
            token = demo.ensure(app_url)
            print(f"Demo account  {demo.EMAIL}   password: {demo.PASSWORD}")
        except demo.DemoError as failure:
            print(f"No demo account: {failure}", file=sys.stderr)
    print("Ctrl-C stops everything.", flush=True)
    return token


def _link(app_url: str, token: str, stack: Stack, stop: threading.Event) -> None:
    """Have the demo trader follow an account of the local broker, and say when it is there: the pages are by then."""
    grant = trader_s_grant(stack.broker)
    stack.broker.welcome(grant.customer)  # here, so that no call waits for it longer than callers wait
    try:
        read = linked.ensure(app_url, token, grant, stop)
        if read:
            print(f"{linked.NAME}: {read.rows:,} rows from the simulated broker ({read.seconds:.1f} s)", flush=True)
    except demo.DemoError as failure:
        if not stop.is_set():
            print(f"No linked demo account: {failure}", file=sys.stderr, flush=True)


def _watch(programs: Programs, stop: threading.Event) -> None:
    """Stay until interrupted. Raises StackError when a program ends by itself."""
    while not stop.wait(0.5):
        _require(programs)
