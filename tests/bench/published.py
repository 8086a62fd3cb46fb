"""Traders with long histories on the real stack, their rows stored and their books published the way a job does it."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import psycopg

from dev.functions import build as functions
from dev.stack import Stack, postgres
from dev.stack.serving import Server
from lib.domain.transactions import InstrumentType, Transaction
from lib.gateways.supabase.ledger_rows import SupabaseRowStore
from lib.gateways.supabase.rest import Arguments, Rest
from lib.gateways.supabase.service_tables import SupabaseBookStore
from lib.ports.ledger import NewRow
from lib.usecases.import_history import ROWS_PER_CALL
from lib.usecases.rebuild_books import rebuild_books
from tests.bench.engine import memory
from tests.bench.histories import BUY, CLOSE, Cells, Clock, history
from tests.local_stack import User, new_user

HELD = 100  # lots that stay open, and twenty closes of nothing, so that no list is empty
ORPHANS = 20
SECONDS = 30  # that one call may take here; the database cancels a statement after eight


@dataclass(frozen=True)
class Trader:
    """Somebody with one account."""

    user: User
    account_id: str
    rows: int


class TimedRest(Rest):
    """Remembers how long every call took."""

    def __init__(self, http: httpx.AsyncClient, url: str, key: str, token: str | None = None) -> None:
        """Start with no call made."""
        super().__init__(http, url, key, token)
        self.taken: list[tuple[float, str]] = []

    async def call_bytes(self, function: str, arguments: Arguments) -> bytes:
        """Call, and write down the seconds."""
        start = time.perf_counter()
        answer = await super().call_bytes(function, arguments)
        self.taken.append((time.perf_counter() - start, function))
        return answer


@contextmanager
def stack() -> Iterator[tuple[Stack, str]]:
    """Start a stack and serve the functions; give both."""
    origin = Server()
    with (
        tempfile.TemporaryDirectory() as home,
        Stack(Path(home), origin.url, time_scale=0.01, bcrypt_cost=4) as running,
    ):
        os.environ.update(running.env)
        try:
            origin.serve(functions())
            yield running, origin.url
        finally:
            origin.stop()
            running.stop()
            postgres.remove(Path(home))


def trader(running: Stack, url: str, rows: int) -> Trader:
    """Sign somebody up, and store so many rows of theirs; no books yet."""
    user = new_user(running)
    with httpx.Client(base_url=url, headers=user.bearer, timeout=SECONDS) as client:
        made = client.post("/api/connections/accounts", json={"name": f"{rows} rows"}).raise_for_status().json()
    account_id = str(made["id"])
    asyncio.run(store(running, user, account_id, with_remains(history(rows))))
    return Trader(user, account_id, rows)


def with_remains(rows: list[Transaction]) -> list[Transaction]:
    """Add what is still open, and what needs a look."""
    clock = Clock()
    clock.at = rows[-1].executed_at
    for number in range(HELD + ORPHANS):
        held: Cells = {
            "symbol": f"X{number}", "underlying": f"X{number}", "instrument_type": InstrumentType.EQUITY,
            "multiplier": Decimal(1),
        }  # fmt: skip
        clock.goes_on(minutes=1)
        rows.append(clock.fill(BUY if number < HELD else CLOSE, held, 10, "20"))
    return rows


async def store(running: Stack, user: User, account_id: str, rows: list[Transaction]) -> None:
    """Store the rows as an import does, under an import of their own."""
    async with httpx.AsyncClient(timeout=SECONDS) as http:
        rest = Rest(http, running.supabase_url, running.publishable_key, user.access_token)
        import_id = str(uuid4())
        began = {"id": import_id, "account_id": account_id, "file_name": "long.csv", "state": "stored"}
        await rest.insert("imports", began, "id")
        offset = uuid4().int >> 40 << 40
        new = [new_row(row, UUID(int=offset + number)) for number, row in enumerate(rows)]
        for start in range(0, len(new), ROWS_PER_CALL):
            await SupabaseRowStore(rest).store_rows(account_id, import_id, new[start : start + ROWS_PER_CALL])


def new_row(row: Transaction, row_id: UUID) -> NewRow:
    """Lay one row out as an import does."""
    return NewRow(
        transaction=replace(row, id=str(row_id)),
        identity=str(row_id),
        nth=0,
        layout="C",
        richness=40,
        root_symbol=None,
        account_reference=None,
        raw={"Description": row.description},
    )


def publish(one: Trader) -> None:
    """Publish the books in a process of their own, as the platform runs a job; prints what it took."""
    subprocess.run([sys.executable, "-m", "tests.bench.published", one.account_id, str(one.rows)], check=True)


def settle(running: Stack) -> None:
    """Count what is stored, as the database does by itself within a minute: until then it guesses how to look."""
    with psycopg.connect(running.database_url, autocommit=True) as database:
        database.execute("analyze")


async def job(account_id: str, rows: int) -> None:
    """Publish an account's books and print how long it took, in how many calls, and the most memory."""
    start = time.perf_counter()
    async with httpx.AsyncClient(timeout=SECONDS) as http:
        rest = TimedRest(http, os.environ["SUPABASE_URL"], os.environ["SUPABASE_SECRET_KEY"])
        done = await rebuild_books(SupabaseBookStore(rest), account_id)
    whole = time.perf_counter() - start
    longest, function = max(rest.taken)
    publishing = max(taken for taken, name in rest.taken if name == "publish_books")
    print(f"books of {rows:>7,}  {whole:>10.1f} s       {done.changes:,} lines in {len(rest.taken)} calls", end="; ")
    print(f"in the database {sum(taken for taken, _ in rest.taken):.1f} s; peak memory {memory()} MiB")
    print(f"  longest call    {longest:>10.2f} s       {function}; publish_books {publishing:.2f} s; 8 s are allowed")


if __name__ == "__main__":
    asyncio.run(job(sys.argv[1], int(sys.argv[2])))
