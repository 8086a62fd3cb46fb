"""Child processes that never outlive us."""

import contextlib
import ctypes
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dev.stack.errors import StackError

# Opened here, because between fork and exec nothing may be opened: another thread could hold the loader's lock.
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
STOP_WITHIN = 10  # seconds
Program = subprocess.Popen[bytes]


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Whether nobody listens on the port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


class Processes:
    """
    The programs that were started, stopped in reverse order.

    On Linux the kernel interrupts them when we die, however we die. That is tied to the thread that forked them, so
    `start` is called from the main thread only.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._running: list[Program] = []

    def start(
        self,
        command: Sequence[str],
        *,
        log: Path | None = None,
        environment: Mapping[str, str] | None = None,
        folder: Path = Path("/"),
        account: tuple[int, int] | None = None,
    ) -> Program:
        """Start one program, writing `log` anew, as (uid, gid) of `account` where given. Raises StackError."""
        if shutil.which(command[0]) is None:
            raise StackError(f"{command[0]} is not installed.")
        step_down = {} if account is None else {"user": account[0], "group": account[1], "extra_groups": []}
        with contextlib.ExitStack() as files:
            output = files.enter_context(log.open("wb")) if log else None
            process = subprocess.Popen(  # type: ignore[call-overload]  # the stubs do not know **step_down
                list(command),
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - only a system call
                **step_down,
            )
        self._running.append(process)
        started: Program = process
        return started

    def stop(self) -> None:
        """Interrupt all, the last started first; kill what does not end."""
        for process in reversed(self._running):
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
        for process in reversed(self._running):
            try:
                process.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running.clear()

    def ended(self) -> list[Program]:
        """Return those that are no longer running."""
        return [process for process in self._running if process.poll() is not None]


def _die_with_parent() -> None:
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
