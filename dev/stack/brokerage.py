"""The broker that the stack serves: its customers, and the product as an application they may connect."""

from pathlib import Path

from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.kept import keep
from dev.standins.tastytrade.people import Client
from dev.standins.tastytrade.residents import settle
from dev.standins.tastytrade.still_market import StillMarket

HISTORY = Path(__file__).resolve().parents[1] / "demo/history.csv"
NAME = "TastyTrade Tracker"
CALLBACK = "/connections/callback"


def make_broker(home: Path) -> Broker:
    """Return the broker of a home: whom it let in before, it knows."""
    broker = Broker(StillMarket({}))
    settle(broker, HISTORY)
    keep(broker.people, home / "broker.json")
    return broker


def product(broker: Broker, app_url: str) -> Client:
    """Return the product as the broker knows it; it comes back to its present address."""
    known = next((client for client in broker.people.clients.values() if client.name == NAME), None)
    client = known or broker.people.add_client(NAME)
    client.redirect_uris = (f"{app_url}{CALLBACK}",)
    return client
