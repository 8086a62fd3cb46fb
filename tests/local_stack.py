"""The real stack for tests: one for the whole run, in a temporary home, stopped at its end."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from dev.functions import build as functions_app
from dev.stack import Stack
from dev.stack.postgres import remove
from dev.stack.serving import Server

PASSWORD = "a quiet harbour at dawn 41"


@dataclass(frozen=True)
class User:
    """A confirmed user, and a token of theirs."""

    id: str
    email: str
    password: str
    access_token: str

    @property
    def bearer(self) -> dict[str, str]:
        """The header that says who asks."""
        return {"Authorization": f"Bearer {self.access_token}"}


@pytest.fixture(scope="session")
def origin() -> Iterator[Server]:
    """Bind the port at which the functions will be served."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, origin: Server) -> Iterator[Stack]:
    """Start the stack; its settings are in the environment while it runs."""
    home = tmp_path_factory.mktemp("stack")
    before = dict(os.environ)
    with Stack(Path(home), origin.url, time_scale=0.01, bcrypt_cost=4) as started:
        os.environ.update(started.env)
        yield started
    os.environ.clear()
    os.environ.update(before)
    remove(home)  # the database may have had to be put elsewhere


@pytest.fixture(scope="session")
def functions(stack: Stack, origin: Server) -> str:
    """Serve the functions where messages are delivered to; return the address."""
    assert stack.app_url == origin.url
    return origin.serve(functions_app()).url


def new_user(stack: Stack, password: str = PASSWORD) -> User:
    """Sign somebody up, and confirm the address with the token that was mailed."""
    email = f"{secrets.token_hex(8)}@example.com"
    with httpx.Client(base_url=f"{stack.supabase_url}/auth/v1", headers={"apikey": stack.publishable_key}) as auth:
        auth.post("/signup", json={"email": email, "password": password}).raise_for_status()
        token_hash = stack.outbox(email)[0].token_hash
        session = auth.post("/verify", json={"type": "signup", "token_hash": token_hash})
        session.raise_for_status()
    return User(session.json()["user"]["id"], email, password, session.json()["access_token"])


@pytest.fixture
def person(stack: Stack) -> User:
    """Make a fresh user."""
    return new_user(stack)


@pytest.fixture
def stranger(stack: Stack) -> User:
    """Make another fresh user."""
    return new_user(stack)
