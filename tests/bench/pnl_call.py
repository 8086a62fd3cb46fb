"""The P&L call over a FastAPI route with the same sign-in that passes the same RPC's body through unchanged."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx
from fastapi import FastAPI, Response

from dev.demo import account as demo
from dev.functions import build as functions
from dev.stack import Stack, postgres
from dev.stack.serving import Server
from lib.web.sign_in import SignedInUser

CALLS = 300
ROUNDS = 5
EVERYTHING = {"p_account": None, "p_start": None, "p_end": None}

passing = FastAPI()


@passing.get("/summary")
async def pass_through(user: SignedInUser) -> Response:
    """Answer with the database's own bytes."""
    return Response(await user.rest.call_bytes("pnl_summary", EVERYTHING), media_type="application/json")


@contextmanager
def session() -> Iterator[tuple[str, dict[str, str]]]:
    """Start a stack whose demo trader has imported a history; give the functions' address and a sign-in."""
    origin = Server()
    with tempfile.TemporaryDirectory() as home, Stack(Path(home), origin.url, time_scale=0.01) as stack:
        os.environ.update(stack.env)
        try:
            origin.serve(functions())
            demo.ensure(origin.url)
            credentials = {"email": demo.EMAIL, "password": demo.PASSWORD}
            as_bearer = {"X-Session": "bearer"}
            granted = httpx.post(f"{origin.url}/api/auth/login", json=credentials, headers=as_bearer).json()
            yield origin.url, {"Authorization": f"Bearer {granted['access_token']}"}
        finally:
            origin.stop()
            stack.stop()
            postgres.remove(Path(home))


def call(client: httpx.Client, path: str) -> float:
    """Return the median seconds of a call."""
    taken = []
    for _ in range(CALLS):
        start = time.perf_counter()
        client.get(path).raise_for_status()
        taken.append(time.perf_counter() - start)
    return median(taken)


@contextmanager
def quiet() -> Iterator[None]:
    """Have log lines written as in production, and nobody read them."""
    kept = os.dup(2)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def run() -> None:
    """Print the two medians and their ratio; the rounds alternate, so that a busy moment meets both."""
    with quiet(), session() as (url, bearer):
        bare = Server().serve(passing)
        with httpx.Client(headers=bearer, base_url=url) as ours, httpx.Client(headers=bearer, base_url=bare.url) as raw:
            rounds = [(call(ours, "/api/pnl/summary"), call(raw, "/summary")) for _ in range(ROUNDS)]
        bare.stop()
    mine, passed = (min(times) * 1000 for times in zip(*rounds, strict=True))
    print(f"pass-through call {passed:>10.2f} ms       1.00 x")
    print(f"P&L summary call  {mine:>10.2f} ms       {mine / passed:.2f} x the pass-through")
