"""
The platform's own builder, run offline on the project as it is, makes the site and one function per public file.

The functions it made are then started from their bundles by the platform's own Python runtime: what a bundle lacks,
a route misses or an import breaks shows here and not after a deployment.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from dev.stack import Stack
from tests.architecture.repository import ROOT, files, function_files
from tests.architecture.routes import address_of
from tests.local_stack import new_user

pytestmark = pytest.mark.needs("python312")

LARGEST_FUNCTION = 100 * 10**6  # bytes; the platform's own limit is 225 MB
BUNDLED = {"api", "lib", "_vendor"}


@dataclass(frozen=True)
class Build:
    folder: Path

    def output(self, name: str) -> Path:
        return self.folder / ".vercel/output" / name

    def bundles(self) -> dict[str, dict[str, str]]:
        """Return what each Python function is made of by its address: file in the bundle -> file of the build."""
        configs = (
            (path.parent, json.loads(path.read_text())) for path in self.output("functions").rglob(".vc-config.json")
        )
        return {
            f"/{folder.relative_to(self.output('functions')).with_suffix('')}": config["filePathMap"]
            for folder, config in configs
            if config["runtime"].startswith("python")
        }


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("platform") / "build"
    made = subprocess.run([ROOT / "tools/vercel-build", folder], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return Build(folder)


@dataclass(frozen=True)
class Platform:
    """The built functions, served with the local stack behind them."""

    client: httpx.Client
    log: Path


@pytest.fixture(scope="module")
def platform(build: Build, stack: Stack) -> Iterator[Platform]:
    python = subprocess.run(
        ["python3.12", "-c", "import sys; print(sys.executable)"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    log = build.folder.with_name("functions.log")
    with (
        log.open("w") as errors,
        subprocess.Popen(
            ["node", str(ROOT / "tools/platform/main.mjs"), str(build.folder)],
            env={**os.environ, **stack.env, "PYTHON": python.stdout.strip()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as served,
    ):
        assert served.stdin is not None
        assert served.stdout is not None
        first_line = json.loads(served.stdout.readline())
        with httpx.Client(base_url=first_line["origin"], timeout=30) as client:
            yield Platform(client, log)
        served.stdin.close()


class TestBuild:
    def test_makes_one_function_of_each_public_python_file(self, build: Build) -> None:
        assert build.bundles().keys() == {address_of(path) for path in function_files()}

    def test_makes_every_page(self, build: Build) -> None:
        made = {
            str(path.relative_to(build.output(place)).with_suffix(""))
            for place, pattern in [("functions", "*.func"), ("static", "*.html")]
            for path in build.output(place).rglob(pattern)
        }

        assert {page_address(path) for path in files("src/app/*page.tsx")} - made == set()

    def test_leaves_the_repository_as_it_was(self, build: Build) -> None:
        changes = subprocess.run(
            ["git", "status", "--porcelain"], cwd=build.folder, capture_output=True, text=True, check=True
        )

        assert changes.stdout == ""

    def test_bundles_only_what_runs(self, build: Build) -> None:
        for address, bundle in build.bundles().items():
            assert {Path(name).parts[0] for name in bundle} == BUNDLED, address

    def test_keeps_every_function_small(self, build: Build, capsys: pytest.CaptureFixture[str]) -> None:
        sizes = {
            address: sum((build.folder / source).stat().st_size for source in bundle.values())
            for address, bundle in sorted(build.bundles().items())
        }

        with capsys.disabled():
            sys.stdout.writelines(f"\n  {address}  {size / 10**6:.1f} MB" for address, size in sizes.items())
        assert max(sizes.values()) < LARGEST_FUNCTION


def log_with(platform: Platform, line: str) -> str:
    """Return the functions' log once a line is in it: an answer may arrive before its line."""
    patience = time.monotonic() + 5
    while line not in platform.log.read_text() and time.monotonic() < patience:
        time.sleep(0.05)
    time.sleep(0.2)  # a second copy would come at once
    return platform.log.read_text()


def page_address(page: Path) -> str:
    """Return the name the build gives a page: src/app/(signed-in)/pnl/page.tsx is pnl, the root one index."""
    folders = page.relative_to("src/app").parts[:-1]
    return "/".join(folder for folder in folders if not folder.startswith("(")) or "index"


class TestBuiltFunctions:
    @pytest.mark.parametrize("address", [pytest.param(address_of(path), id=str(path)) for path in function_files()])
    def test_start_and_answer_below_their_address(self, platform: Platform, address: str) -> None:
        answer = platform.client.get(f"{address}/no-such-thing")

        assert answer.status_code == httpx.codes.NOT_FOUND
        assert answer.json()["error"]["code"] == "not_found"

    def test_answer_that_all_is_well_when_it_is(self, platform: Platform) -> None:
        assert platform.client.get("/api/health").status_code == httpx.codes.OK

    @pytest.mark.parametrize("path", ["/api/me", "/api/pnl/summary", "/api/connections/accounts", "/api/transactions"])
    def test_refuse_who_has_not_signed_in(self, platform: Platform, path: str) -> None:
        answer = platform.client.get(path)

        assert answer.status_code == httpx.codes.UNAUTHORIZED
        assert answer.json()["error"].keys() >= {"code", "message", "request_id"}

    def test_refuse_a_job_that_is_not_signed(self, platform: Platform) -> None:
        answer = platform.client.post(
            "/api/jobs/books/rebuild", json={"account_id": "00000000-0000-0000-0000-000000000000"}
        )

        assert answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}

    def test_log_a_request_once_and_not_its_query(self, platform: Platform) -> None:
        platform.client.get("/api/health/once?question=nobodys-business")

        log = log_with(platform, "GET /api/health/once 404")
        assert log.count("GET /api/health/once 404") == 1
        assert "nobodys-business" not in log

    def test_answer_who_has_signed_in(self, platform: Platform, stack: Stack) -> None:
        user = new_user(stack)

        answer = platform.client.get("/api/me", headers={"Authorization": f"Bearer {user.access_token}"})

        assert answer.status_code == httpx.codes.OK
        assert answer.json()["email"] == user.email
