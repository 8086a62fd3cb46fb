"""A simulator on a port of its own, for what only a real connection shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from dev.stack.serving import Server
from dev.standins.tastytrade.app import make_app
from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.people import Grant
from tests.standins.tastytrade.simulator import PROGRAM, make_broker


@dataclass(frozen=True)
class Served:
    """Where it answers, what is behind it, and a client of its first customer."""

    url: str
    broker: Broker
    grant: Grant
    client: httpx.Client


@contextmanager
def served() -> Iterator[Served]:
    """Serve a simulator as long as the block lasts."""
    broker, server = make_broker(), Server()
    grant = broker.people.personal_grant(next(iter(broker.people.customers.values())), ("read",))
    server.serve(make_app(broker))
    bearer = {"Authorization": f"Bearer {broker.people.issue_access(grant)}"}
    try:
        with httpx.Client(base_url=server.url, headers=PROGRAM | bearer, trust_env=False) as client:
            yield Served(server.url, broker, grant, client)
    finally:
        server.stop()
