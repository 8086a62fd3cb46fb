"""
Who runs the stack of a home: one process at a time.

The note is locked while its writer lives. The kernel gives the lock back however that process ends, so a note that
was left behind, or a process number that meanwhile belongs to somebody else, is never believed.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

NOTE = "running.json"


@dataclass(frozen=True)
class Running:
    """Who runs, and where."""

    pid: int
    url: str


class AlreadyRunningError(RuntimeError):
    """Another process runs the stack of this home."""

    def __init__(self, running: Running) -> None:
        super().__init__(f"Already running at {running.url}")
        self.running = running


@contextmanager
def running(home: Path, url: str) -> Iterator[None]:
    """Be the one who runs, as long as the block lasts. Raises AlreadyRunningError."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / NOTE).open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise AlreadyRunningError(_read(home / NOTE)) from held
        note.truncate(0)
        note.write(json.dumps(asdict(Running(os.getpid(), url))))
        note.flush()
        yield


def find(home: Path) -> Running | None:
    """Return who runs the stack of a home, if anybody does."""
    if not (home / NOTE).exists():
        return None
    with (home / NOTE).open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read(home / NOTE)
    return None


def _read(note: Path) -> Running:
    while not (text := note.read_text()):
        time.sleep(0.01)  # its writer has just locked it
    return Running(**json.loads(text))
