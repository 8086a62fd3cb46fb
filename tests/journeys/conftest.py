"""The whole product as a person meets it: the built pages and the functions on one origin, and a browser."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dev.stack import Stack, postgres
from dev.stack.processes import Processes, free_port
from tests.parts import where

ROOT = Path(__file__).resolve().parents[2]
ANSWERS_WITHIN = 60  # seconds
NEXT = ("node", "node_modules/next/dist/bin/next")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True)
class Product:
    """Where the product is, and the mails it sent."""

    url: str
    stack: Stack


@pytest.fixture(scope="session")
def functions_port() -> int:
    """Choose where the functions will be: a build keeps the address that it forwards to."""
    port = free_port()
    environment = {**os.environ, "API_ORIGIN": f"http://127.0.0.1:{port}"}
    subprocess.run([*NEXT, "build"], cwd=ROOT, env=environment, check=True, capture_output=True)
    return port


@pytest.fixture(scope="session")
def product(functions_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Start a stack of its own, the functions, and the built pages in front of both."""
    home = tmp_path_factory.mktemp("product")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    programs = Processes()
    with Stack(home, url, time_scale=0.01, bcrypt_cost=4) as stack:
        environment = {**os.environ, **stack.env}
        serve = [sys.executable, "-m", "uvicorn", "dev.functions:build", "--factory", "--port", str(functions_port)]
        show = [*NEXT, "start", "--hostname", "127.0.0.1", "--port", str(port)]
        try:
            programs.start(serve, folder=ROOT, environment=environment, log=home / "functions.log")
            programs.start(show, folder=ROOT, environment=environment, log=home / "next.log")
            _wait(f"{url}/api/health")
            yield Product(url, stack)
        finally:
            programs.stop()
    postgres.remove(home)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; its event loop runs until the fixture ends, and no other test can have one so long."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=where("chromium"), args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, product: Product) -> Iterator[Page]:
    """Open a page in a browser that knows nothing yet; anything it logs as an error fails the journey."""
    context = browser.new_context(base_url=product.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def _wait(address: str) -> None:
    end = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < end:
        with suppress(httpx.HTTPError):
            if httpx.get(address, timeout=10, trust_env=False).is_success:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")
