"""Processes and who started them, as Linux tells it."""

import time
from collections import defaultdict
from pathlib import Path

WITHIN = 10  # seconds


def descendants(of: int) -> set[int]:
    """Return the processes that a process started, and those that they started."""
    children = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = status.read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        parent = int(text.rpartition(")")[2].split()[1])  # a name may hold spaces and brackets
        children[parent].append(int(status.parent.name))
    found: set[int] = set()
    waiting = [of]
    while waiting:
        below = children[waiting.pop()]
        found.update(below)
        waiting.extend(below)
    return found


def remaining(processes: set[int]) -> set[int]:
    """Return which are still running after a while; one that ended but was not yet asked about has ended."""
    end = time.monotonic() + WITHIN
    while (left := {process for process in processes if _is_running(process)}) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
