"""Timing that a busy machine disturbs least: the best of several runs."""

import time
from collections.abc import Callable


def best_of(runs: int, work: Callable[[], object]) -> float:
    """Return the shortest of `runs` timings of `work`, in seconds."""
    return min(_seconds(work) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
