"""What the Makefile leans on says clearly what is missing and what was skipped."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.repository import PYTHON, ROOT


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return a folder with the bootstrap tools and a `bin` that is all there is on PATH."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    (tmp_path / "bin").mkdir()
    for program in ("dirname", "head"):
        (tmp_path / "bin" / program).symlink_to(str(shutil.which(program)))
    return tmp_path


def install(machine: Path, program: str, script: str) -> None:
    path = machine / "bin" / program
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def bootstrap(machine: Path, kind: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", machine / f"tools/bootstrap-{kind}"],
        env={"PATH": str(machine / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )


class TestBootstrap:
    def test_says_which_python_is_needed_when_it_is_too_old(self, machine: Path) -> None:
        install(machine, "python3", 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi')

        refused = bootstrap(machine, "python")

        assert refused.returncode == 1
        assert "Python 3.11 or newer is needed and was not found (Python 3.9.2)" in refused.stderr

    def test_says_which_package_brings_the_venv_module(self, machine: Path) -> None:
        install(machine, "python3", 'case "$2" in *venv*) exit 1;; esac')

        refused = bootstrap(machine, "python")

        assert refused.returncode == 1
        assert "python3-venv" in refused.stderr

    def test_says_which_node_is_needed_when_it_is_too_old(self, machine: Path) -> None:
        install(machine, "node", 'if [ "$1" = --version ]; then echo v18.20.4; else exit 1; fi')

        refused = bootstrap(machine, "node")

        assert refused.returncode == 1
        assert "Node 20 or newer is needed and was not found (v18.20.4)" in refused.stderr


class TestSkipped:
    def test_lists_every_skipped_test_with_its_reason_and_counts_the_rest(self, tmp_path: Path) -> None:
        (tmp_path / "pytest.xml").write_text(
            "<testsuites><testsuite>"
            '<testcase classname="tests.a" name="one"/>'
            '<testcase classname="tests.a" name="two"><skipped message="needs chromium"/></testcase>'
            "</testsuite></testsuites>"
        )

        listed = skipped(tmp_path)

        assert listed.stdout.splitlines()[-3:] == [
            "Skipped: 1",
            "  tests.a.two: needs chromium",
            "1 passed, 0 failed, 1 skipped",
        ]
        assert listed.returncode == 0

    def test_fails_when_no_test_ran(self, tmp_path: Path) -> None:
        assert skipped(tmp_path).returncode == 1


def skipped(reports: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PYTHON, ROOT / "tools/skipped.py", reports], capture_output=True, text=True, check=False)
