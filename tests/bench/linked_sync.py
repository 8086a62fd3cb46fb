"""
Linked accounts: a first sync over merely downloading its rows, the calls of a sync that finds nothing, the fan-out.

Broker, queue, functions and tables are the local stack's; the download is by the same client in pages of the same size.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import httpx
import httpx2

from dev.stack import Stack
from dev.standins.tastytrade.wire import BrokerAccount
from lib.gateways.tastytrade.api import Api, Site
from lib.gateways.tastytrade.broker import TRANSACTIONS_PER_PAGE, TastytradeDoor
from lib.ports.broker import Days, Grant
from lib.ports.secret import Secret
from lib.usecases.ask_for_rebuild import REBUILD
from tests.api.people import run_sql
from tests.bench import fan_out
from tests.bench.broker_history import account as account_of
from tests.bench.pnl_call import quiet
from tests.bench.published import stack
from tests.crash.history import TellingMarket
from tests.crash.platform import SERVICES
from tests.stories.following import Follower, follower_of

FEW, MANY = 1_000, 10_000
DOWNLOADS = 5
AGAIN = {
    "first of the day": "with half a year's orders, and one year's rows again",
    "later that day": "with nothing else",
}
YESTERDAY = "update account_syncs set reread_on = reread_on - 1 where account_id = %s"
Handle = Callable[[Any, Any], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function's; `at` is in seconds of the performance counter."""

    service: str
    path: str
    at: float

    @property
    def asks_for_books(self) -> bool:
        """Whether it publishes the message that has books rebuilt."""
        return self.service == "queue" and REBUILD in self.path


@contextmanager
def outgoing(env: Mapping[str, str]) -> Iterator[list[Call]]:
    """Write down what this process asks of the services."""
    services = {urlsplit(env[name]).netloc: service for name, service in SERVICES.items()}
    calls: list[Call] = []

    def noting(handle: Handle) -> Handle:
        async def noted(transport: Any, request: Any) -> Any:  # noqa: ANN401 - of two libraries that look alike
            parts = urlsplit(str(request.url))
            if parts.netloc in services:
                calls.append(Call(services[parts.netloc], parts.path, time.perf_counter()))
            return await handle(transport, request)

        return noted

    with ExitStack() as watched:
        for library in (httpx, httpx2):
            transport: Any = library.AsyncHTTPTransport
            handle = noting(transport.handle_async_request)
            watched.enter_context(patch.object(transport, "handle_async_request", handle))
        yield calls


async def downloaded(follower: Follower, account: BrokerAccount) -> float:
    """Read all rows page by page and leave them; return the seconds."""
    secret, token = Secret(follower.grant.client.secret), Secret(follower.grant.refresh_token)
    days = Days(first=account.opened_at.date(), last=follower.stack.broker.clock.now().date() + timedelta(days=1))
    async with httpx.AsyncClient() as http:
        site = Site(follower.stack.env["TASTYTRADE_API_URL"], "1")
        broker = await TastytradeDoor(Api(http, site))(Grant(client_secret=secret, refresh_token=token))
        rows, offset, start = 0, 0, time.perf_counter()
        while True:
            page = await broker.transactions(account.number, days, offset)
            rows, offset = rows + len(page.items), offset + 1
            if page.is_last:
                break
    assert rows == len(account.transactions)
    return time.perf_counter() - start


async def first_sync(follower: Follower, account: BrokerAccount) -> tuple[str, float, float]:
    """Read an account; return its id, and the seconds until its rows are stored and until its books are shown."""
    account_id = await follower.follow(account)
    start = time.perf_counter()
    with outgoing(follower.stack.env) as calls:
        linked = await follower.sync(account_id)
    shown = time.perf_counter() - start
    assert linked.rows_seen == len(account.transactions)
    return account_id, next(call.at for call in calls if call.asks_for_books) - start, shown


async def compared(follower: Follower, account: BrokerAccount) -> str:
    """Print a first sync over the download of its rows; return the account's id."""
    account_id, stored, shown = await first_sync(follower, account)
    bare = median([await downloaded(follower, account) for _ in range(DOWNLOADS)])
    rows = len(account.transactions)
    print(f"download          {bare:>10.2f} s        1.00 x ({rows:,} rows, {TRANSACTIONS_PER_PAGE:,} a page)")
    print(f"rows stored       {stored:>10.2f} s       {stored / bare:>5.2f} x the download")
    print(f"books shown       {shown:>10.2f} s       {shown / bare:>5.2f} x, with orders, balances and positions")
    return account_id


def books_version(follower: Follower, account_id: str) -> object:
    """Return which version of an account's books is shown."""
    return run_sql(follower.stack, "select books_version from tastytrade_accounts where id = %s", account_id)


async def quiet_sync(follower: Follower, account_id: str, name: str, rows: int) -> int:
    """Sync an account in which nothing changed, and print the calls; return those of the broker's."""
    before = books_version(follower, account_id)
    with outgoing(follower.stack.env) as calls:
        answer = await follower.deliver(account_id)
    assert answer.json() == {"outcome": "synced"}, answer.text
    made = Counter(call.service for call in calls)
    is_rebuilt = any(call.asks_for_books for call in calls) or books_version(follower, account_id) != before
    counts = "".join(f"{made[service]:>10}" for service in ("broker", "database", "queue", "redis"))
    print(f"{f'{rows:,} rows, {name}':<34}{counts}   {'rebuilt' if is_rebuilt else 'no rebuild'}   {AGAIN[name]}")
    return made["broker"]


async def measured(running: Stack, url: str) -> dict[str, int]:
    """Print all that the stack is needed for; return the broker calls of a sync of the long history, by what it is."""
    running.broker.market = TellingMarket(running.broker.market)
    end = running.broker.clock.now() - timedelta(hours=2)
    few, many = account_of(FEW, end), account_of(MANY, end)
    calls: dict[str, int] = {}
    async with follower_of(running, url, few) as short, follower_of(running, url, many) as long:
        warm, *_ = await first_sync(short, few)
        ids = ((short, warm, FEW), (long, await compared(long, many), MANY))
        for follower, account_id, _ in ids:  # the first year is a short one: the next has its turn tomorrow
            await follower.sync(account_id)
            run_sql(running, YESTERDAY, account_id)
        print(f"{'calls of a sync without news':<34}    broker  database     queue     redis")
        for name in AGAIN:
            for follower, account_id, rows in ids:
                calls[name] = await quiet_sync(follower, account_id, name, rows)
    return calls


def run() -> None:
    """Start a stack, and print every figure of linked accounts."""
    with quiet(), stack() as (running, url):
        calls = asyncio.run(measured(running, url))
    fan_out.run(calls)


if __name__ == "__main__":
    run()
