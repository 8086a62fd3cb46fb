"""The broker that the stack serves: its customers, and the product as an application they may connect."""

from pathlib import Path

from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.kept import keep
from dev.standins.tastytrade.market import make_market
from dev.standins.tastytrade.people import Client, Grant
from dev.standins.tastytrade.residents import TRADER, settle

HISTORY = Path(__file__).resolve().parents[1] / "demo/history.csv"
NAME = "TastyTrade Tracker"
CALLBACK = "/connections/callback"


def make_broker(home: Path) -> Broker:
    """Return the broker of a home: whom it let in before, it knows."""
    broker = Broker(make_market())
    settle(broker, HISTORY)
    keep(broker.people, home / "broker.json")
    return broker


def product(broker: Broker, app_url: str) -> Client:
    """Return the product as the broker knows it; it comes back to its present address."""
    known = next((client for client in broker.people.clients.values() if client.name == NAME), None)
    client = known or broker.people.add_client(NAME)
    client.redirect_uris = (f"{app_url}{CALLBACK}",)
    return client


def trader_s_grant(broker: Broker) -> Grant:
    """Return the personal grant of the demo trader, the one that was made before if there is one."""
    trader = next(
        customer for customer in broker.people.customers.values() if (customer.first_name, customer.last_name) == TRADER
    )
    theirs = (grant for grant in broker.people.grants.values() if grant.customer is trader)
    known = next((grant for grant in theirs if not (grant.is_revoked or grant.client.redirect_uris)), None)
    return known or broker.people.personal_grant(trader)
