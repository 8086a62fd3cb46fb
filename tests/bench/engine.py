"""The books' speed: rows per second, time over `json.loads` of the same rows, growth, and peak memory."""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lib.domain.ledger import build_books
from lib.domain.transactions import Transaction
from lib.domain.two_views import two_views
from lib.ports.books import BookSettings
from lib.usecases.derive_books import derive_books
from tests.bench.histories import history
from tests.bench.timing import best_of

ROWS = 100_000
SHORT, LONG = 50_000, 1_000_000
RUNS = 3
MEBIBYTE = 1024  # kilobytes, in which the system gives the peak


def as_json(row: Transaction) -> dict[str, str | None]:
    """Return the row as the database sends it: text throughout."""
    return {name: None if (value := getattr(row, name)) is None else str(value) for name in Transaction.__slots__}


def whole(rows: list[Transaction]) -> object:
    """Derive the same and lay it out as it is stored, each line with its digest."""
    return derive_books(rows, BookSettings())


STEPS: tuple[tuple[str, Callable[[list[Transaction]], object]], ...] = (
    ("engine", build_books),
    ("both views", two_views),  # with trades, taxes and the rollup
    ("laid out", whole),
)


def run() -> None:
    """Print the figures of a hundred thousand rows, and their peak memory in a process of their own."""
    rows = history(ROWS)
    text = json.dumps([as_json(row) for row in rows])
    gc.freeze()
    gc.disable()  # as derive_books does
    loading = best_of(RUNS, lambda: json.loads(text), clock=time.process_time)
    print(f"json.loads        {ROWS / loading:>10,.0f} rows/s   1.00 x ({ROWS:,} rows of mixed instruments)")
    for name, step in STEPS:
        taken = best_of(RUNS, lambda step=step: step(rows), clock=time.process_time)  # type: ignore[misc]
        print(f"{name:<18}{ROWS / taken:>10,.0f} rows/s   {taken / loading:.2f} x json.loads of the same rows")
    subprocess.run([sys.executable, "-m", "tests.bench.engine", "peak"], check=True)


def growth() -> None:
    """Print the time per row of a million rows over that of fifty thousand; takes minutes, and gigabytes."""
    for name, step in STEPS[:2]:
        per_row = [per_row_of(step, size, runs) for size, runs in ((SHORT, 3), (LONG, 1))]
        print(f"{name:<18}{per_row[1] / per_row[0]:>10.2f} x the time per row at {LONG:,} rows over {SHORT:,}")


def per_row_of(step: Callable[[list[Transaction]], object], size: int, runs: int) -> float:
    """Return the seconds of a step per row."""
    rows = history(size)
    gc.collect()
    gc.freeze()
    gc.disable()
    return best_of(runs, lambda: step(rows), clock=time.process_time) / size


def peak() -> None:
    """Print the memory that rows and books take together at most."""
    rows = history(ROWS)
    before = memory()
    whole(rows)
    print(f"peak memory       {memory():>10,} MiB      {before:,} MiB of it before the books of {ROWS:,} rows")


def memory() -> int:
    """Return the most memory this program has had, in MiB; what it was started from does not count."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) // MEBIBYTE


if __name__ == "__main__":
    {"peak": peak, "growth": growth, "run": run}[sys.argv[1] if len(sys.argv) > 1 else "run"]()
