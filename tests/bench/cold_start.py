"""Cold import of every user-facing function, over `import fastapi`; each in a fresh interpreter, bytecode warm."""

import subprocess
import sys
from pathlib import Path

from tests.bench.timing import best_of

ROOT = Path(__file__).resolve().parents[2]
# httpx imports these for its command line where they are installed; on the platform they are not.
ABSENT = "import sys; sys.modules |= dict.fromkeys(('click', 'rich')); "


def importing(module: str) -> float:
    """Return the seconds a fresh interpreter takes to import `module`, start-up included."""
    command = [sys.executable, "-c", f"{ABSENT}import {module}"]
    return best_of(7, lambda: subprocess.run(command, cwd=ROOT, check=True))


def run() -> None:
    """Print one line per function."""
    bare = importing("sys")
    fastapi = importing("fastapi") - bare
    print(f"import fastapi    {fastapi * 1000:>10.0f} ms       1.00 x")
    for path in sorted((ROOT / "api").glob("[!_]*.py")):
        taken = importing(f"api.{path.stem}") - bare
        print(f"import api.{path.stem:<14}{taken * 1000:>3.0f} ms       {taken / fastapi:.2f} x import fastapi")
