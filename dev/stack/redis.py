"""Redis: the real server when this machine has it, else a pure-Python one behind a real socket."""

import shutil
import socket
import threading
import time
from pathlib import Path

from dev.stack.errors import StackError
from dev.stack.processes import Processes, free_port

READY_WITHIN = 10  # seconds


def start(home: Path, processes: Processes, *, real: bool | None = None) -> str:
    """Start a Redis that keeps its data in `home` (the pure-Python one keeps none); return its address."""
    program = shutil.which("redis-server")
    port = free_port()
    if real is False or program is None:
        _start_in_python(port)
    else:
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(home), "--save", "60 1"]
        processes.start([*command, "--loglevel", "warning"], log=home / "redis.log")
    _wait(port)
    return f"redis://127.0.0.1:{port}"


def _start_in_python(port: int) -> None:
    from fakeredis import TcpFakeServer  # noqa: PLC0415 - only where there is no real one

    server = TcpFakeServer(("127.0.0.1", port), server_type="redis")
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()


def _wait(port: int) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise StackError("Redis did not become ready.")
