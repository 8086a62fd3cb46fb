"""
Every call for figures: over a route that passes the same database answer through, and at a hundredth of the rows.

The pass-through has the same sign-in and the same calls of the same functions; its body is the database's own.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx
from fastapi import FastAPI, Response

from dev.stack.serving import Server
from lib.gateways.supabase.rest import Arguments, Rest
from lib.web.sign_in import SignedInUser
from tests.bench.published import Trader, publish, settle, stack, trader

FEW, MANY = 1_000, 100_000
CALLS = 60
WARM = 5
YEAR = 2015  # in which both histories begin
PATHS = {
    "summary": "/api/pnl/summary",
    "by underlying": "/api/pnl/by-underlying",
    "closings": "/api/pnl/closings",
    "open lots": "/api/pnl/open-lots",
    "trades": "/api/pnl/by-trade",
    "one trade": "/api/pnl/trades/{trade}",
    "by day": "/api/pnl/by-day",
    "equity": "/api/pnl/equity",
    "ledger": "/api/pnl/ledger",
    "tax year": f"/api/pnl/tax?year={YEAR}",
    "tax lines": f"/api/pnl/tax/lines?year={YEAR}",
    "transactions": "/api/transactions",
    "attention": "/api/transactions/attention",
}

Heard = list[tuple[str, Arguments]]
passed: dict[str, Heard] = {}
passing = FastAPI()


@passing.get("/{name}")
async def pass_through(user: SignedInUser, name: str) -> Response:
    """Answer with the database's own bytes."""
    body = b""
    for function, arguments in passed[name]:
        body = await user.rest.call_bytes(function, arguments)
    return Response(body, media_type="application/json")


@contextmanager
def heard() -> Iterator[Heard]:
    """Write down what the functions of this process ask of the database."""
    asked: Heard = []
    plain = Rest.call_bytes

    async def noting(rest: Rest, function: str, arguments: Arguments) -> bytes:
        asked.append((function, arguments))
        return await plain(rest, function, arguments)

    Rest.call_bytes = noting  # type: ignore[assignment,method-assign]
    try:
        yield asked
    finally:
        Rest.call_bytes = plain  # type: ignore[method-assign]


def taken(client: httpx.Client, path: str) -> float:
    """Return the milliseconds of one call."""
    start = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - start) * 1000


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


def calling(base: str, one: Trader) -> httpx.Client:
    """Return a client that speaks for somebody."""
    return httpx.Client(headers=one.user.bearer, base_url=base, timeout=30)


def a_trade(client: httpx.Client) -> str:
    """Return the id of the newest closed trade."""
    page = client.get("/api/pnl/by-trade", params={"status": "closed", "limit": 1}).raise_for_status().json()
    return str(page["items"][0]["id"])


def measure(name: str, long: httpx.Client, raw: httpx.Client, short: httpx.Client) -> None:
    """Print one line; the three kinds of call alternate, so that a busy moment meets all of them."""
    own, other = (PATHS[name].format(trade=a_trade(client)) for client in (long, short))
    with heard() as asked:
        body = long.get(own).raise_for_status().content
    passed[name] = list(asked)
    for _ in range(WARM):
        taken(long, own), taken(raw, f"/{name}"), taken(short, other)
    rounds = [(taken(long, own), taken(raw, f"/{name}"), taken(short, other)) for _ in range(CALLS)]
    mine, bare, few = (median(times) for times in zip(*rounds, strict=True))
    print(f"{name:<18}{mine:>10.2f} ms     {mine / bare:>6.2f} x  {mine / few:>13.2f} x   {len(body):>9,}")


def run(rows: int = MANY) -> None:
    """Publish a short and a long history, and print what each call takes."""
    with quiet(), stack() as (running, url):
        short, long = (trader(running, url, size) for size in (FEW, rows))
        for one in (short, long):
            publish(one)
        settle(running)
        bare = Server().serve(passing)
        print(f"call, {rows:,} rows         median   over a pass-through   over {FEW:,} rows   bytes")
        with calling(url, long) as ours, calling(bare.url, long) as raw, calling(url, short) as few:
            for name in PATHS:
                measure(name, ours, raw, few)
        bare.stop()


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
