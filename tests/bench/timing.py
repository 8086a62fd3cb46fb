"""Timing that a busy machine disturbs least: the best of several runs."""

import time
from collections.abc import Callable


def best_of(runs: int, work: Callable[[], object], *, clock: Callable[[], float] = time.perf_counter) -> float:
    """
    Return the shortest of `runs` timings of `work`, in seconds.

    With `clock=time.process_time` only this process counts: for work that never waits, on a machine that others use.
    """
    return min(_seconds(work, clock) for _ in range(runs))


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start
