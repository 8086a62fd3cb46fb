"""The broker's own Python package, installed whole in a venv of its own: ours goes without its pandas."""

import functools
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "tests/standins/tastytrade/requirements-sdk.txt"


@functools.cache
def interpreter() -> str | None:
    """Return the Python that has the package, after installing it once; None where that cannot be done."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:12]
    home = ROOT / f".cache/broker-sdk-{wanted}"
    python, ready = home / "bin/python", home / "ready"
    if not ready.exists():
        venv = [sys.executable, "-m", "venv", "--clear", str(home)]
        # uv takes seconds where pip takes a minute, but may not know the index that pip is told of.
        installers = [
            [sys.executable, "-m", "uv", "pip", "install", "--python", str(python), "-r", str(REQUIREMENTS)],
            [str(python), "-m", "pip", "install", "--disable-pip-version-check", "-r", str(REQUIREMENTS)],
        ]
        if not _succeeds(venv) or not any(map(_succeeds, installers)):
            return None
        ready.touch()
    return str(python)


def _succeeds(command: list[str]) -> bool:
    """Run a command where no project's settings apply: ours leave pandas out."""
    with tempfile.TemporaryDirectory() as nowhere:
        return subprocess.run(command, cwd=nowhere, capture_output=True, check=False).returncode == 0
