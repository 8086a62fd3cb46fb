"""What is installed is what is pinned, what is pinned is what is asked for, and pandas stays out."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from importlib.metadata import distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.repository import PYTHON, ROOT, text

PROJECT = tomllib.loads(text(Path("pyproject.toml")))
INSTALLERS = {"pip", "setuptools", "wheel"}
NO_NETWORK = re.compile(r"error sending request|dns error|failed to lookup|connect error|timed out", re.IGNORECASE)


def pins(name: str) -> dict[str, Requirement]:
    lines = (line.split("#")[0].strip() for line in text(Path(name)).splitlines())
    requirements = (Requirement(line) for line in lines if line)
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


def names(dependencies: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(dependency).name) for dependency in dependencies}


SHIPPED = pins("requirements.txt")
DEVELOPMENT = pins("requirements-dev.txt")
PIN_FILES = ["requirements.txt", "requirements-dev.txt"]


class TestPythonPins:
    def test_cover_what_the_product_asks_for(self) -> None:
        assert names(PROJECT["project"]["dependencies"]) - SHIPPED.keys() == set()

    def test_cover_what_development_asks_for(self) -> None:
        assert names(PROJECT["dependency-groups"]["dev"]) - DEVELOPMENT.keys() == set()

    @pytest.mark.parametrize("name", PIN_FILES)
    def test_name_one_exact_version_each(self, name: str) -> None:
        assert [str(pin) for pin in pins(name).values() if not re.fullmatch(r"==[\w.]+", str(pin.specifier))] == []

    @pytest.mark.parametrize("name", PIN_FILES)
    def test_have_no_pandas(self, name: str) -> None:
        assert pins(name).keys() & {"pandas", "numpy", "pandas-market-calendars"} == set()

    @pytest.mark.parametrize("name", PIN_FILES)
    def test_name_no_address(self, name: str) -> None:
        assert "://" not in text(Path(name))

    def test_are_the_same_in_development_as_in_production(self) -> None:
        assert {name: pin.specifier for name, pin in SHIPPED.items()}.items() <= {
            name: pin.specifier for name, pin in DEVELOPMENT.items()
        }.items()

    def test_are_what_is_installed(self) -> None:
        wanted = {name: pin for name, pin in DEVELOPMENT.items() if pin.marker is None or pin.marker.evaluate()}

        assert {name: f"=={version(name)}" for name in wanted} == {n: str(p.specifier) for n, p in wanted.items()}

    def test_are_all_that_is_installed(self) -> None:
        installed = {canonicalize_name(distribution.name) for distribution in distributions()}

        assert installed - DEVELOPMENT.keys() - INSTALLERS == set()

    def test_come_out_the_same_when_written_again(self, tmp_path: Path) -> None:
        (tmp_path / "tools").mkdir()
        for name in ["pyproject.toml", "tools/pins", *PIN_FILES]:
            shutil.copy(ROOT / name, tmp_path / name)
        path = f"{PYTHON.parent}{os.pathsep}{os.environ['PATH']}"

        rerun = subprocess.run(
            [tmp_path / "tools/pins"], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )

        if NO_NETWORK.search(rerun.stderr):
            pytest.skip("the package registry cannot be reached")
        assert rerun.returncode == 0, rerun.stderr
        assert {name: (tmp_path / name).read_text() for name in PIN_FILES} == {n: text(Path(n)) for n in PIN_FILES}


class TestNodePins:
    def test_are_for_what_package_json_asks_for(self) -> None:
        asked, locked = json.loads(text(Path("package.json"))), json.loads(text(Path("package-lock.json")))
        kinds = ["dependencies", "devDependencies", "optionalDependencies", "engines"]

        assert {kind: locked["packages"][""].get(kind) for kind in kinds} == {kind: asked.get(kind) for kind in kinds}

    def test_name_no_registry(self) -> None:
        locked = json.loads(text(Path("package-lock.json")))

        assert [name for name, entry in locked["packages"].items() if "resolved" in entry] == []
