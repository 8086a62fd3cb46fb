"""A user waits for a function's cold start, so it imports only what it answers with."""

import subprocess
from pathlib import Path

import pytest

from tests.architecture.repository import PYTHON, ROOT, function_files, module_name

TOO_SLOW_TO_START = {"numpy", "pandas", "qstash", "stripe", "supabase", "tastytrade"}
USER_FACING = [path for path in function_files() if path.parent == Path("api")]


class TestImporting:
    @pytest.mark.parametrize("function", USER_FACING, ids=str)
    def test_a_user_facing_function_loads_no_slow_package(self, function: Path) -> None:
        assert loaded_by(f"import {module_name(function)}") & TOO_SLOW_TO_START == set()

    def test_a_slow_package_would_be_noticed(self) -> None:
        assert "qstash" in loaded_by("import qstash")


def loaded_by(statement: str) -> set[str]:
    """Return the packages that a fresh interpreter has loaded after a statement."""
    report = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    fresh = subprocess.run(
        [PYTHON, "-c", f"{statement}\n{report}"], cwd=ROOT, env={}, capture_output=True, text=True, check=False
    )
    assert fresh.returncode == 0, fresh.stderr
    return set(fresh.stdout.split())
